import type { IExecuteSingleFunctions, NodeExecutionHint, NodeHint } from 'n8n-workflow';

/** What a node says on its output after every run for which `displayCondition`, an expression, is true. */
export const hintAfterRun = (displayCondition: string, message: string): NodeHint => ({
	type: 'info',
	location: 'outputPane',
	whenToDisplay: 'afterExecution',
	displayCondition,
	message,
});

/** What n8n lets a run say about itself beside its items. */
interface Telling {
	/** There for nodes with an `execute()`, and for others once n8n gives it to them. */
	addExecutionHints?: (...hints: NodeExecutionHint[]) => void;
}

/** Characters that n8n takes in a value of an execution's own data without a complaint in its log. */
const LONGEST = 250;

/** What the runs of nodes have said, by the data that n8n gives all items of a run. */
const saidInRun = new WeakMap<object, Set<string>>();

function saidBy(run: object): Set<string> {
	const said = saidInRun.get(run) ?? new Set();
	saidInRun.set(run, said);
	return said;
}

/**
 * Says something about a run that is no error, once however many items say it, where the user finds it: as a hint on the node's
 * output if n8n takes hints from a declarative node, else in the execution's own data, which n8n shows as highlighted data, and
 * in n8n's log.
 */
export function addHint(context: IExecuteSingleFunctions & Telling, message: string): void {
	const said = saidBy(context.getExecuteData());
	if (said.has(message)) return;
	said.add(message);
	if (context.addExecutionHints) {
		context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
		return;
	}
	const { name } = context.getNode();
	context.logger.warn(`${name}: ${message}`);
	try {
		const { $execution } = context.getWorkflowDataProxy(context.getItemIndex()) as {
			$execution?: { customData?: { set(key: string, value: string): void } };
		};
		$execution?.customData?.set(name.replace(/\W/g, '_').slice(0, 50), [...said].join(' ').slice(0, LONGEST));
	} catch {
		// What is said beside the items must not take them away.
	}
}
