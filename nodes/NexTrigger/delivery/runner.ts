import type { INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';
import type { Identity } from '../identity';
import { createAlarm } from './alarm';
import type { EndSignals } from './endSignals';
import { hadStarted } from './endSignals';
import type { Execution, Executions } from './executions';

/** What n8n settles when an execution has ended. */
type EndSignal = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

/** n8n settles a signal by its two functions and does not look at its promise. */
const NEVER: EndSignal['promise'] = new Promise(() => undefined);

export interface RunnerHost {
	/** A key that stands for an execution among all of this n8n. */
	keyOf(execution: Execution): string;
	/**
	 * Called before executions are handed to n8n, which stores the trigger's state while it takes them.
	 *
	 * @param now milliseconds since 1970
	 */
	onStart(now: number): void;
	/** n8n has these events: their execution has ended, or no longer counts. */
	onConfirmed(identities: Identity[]): void;
}

/** Hands executions to n8n, again those that it could not start, and notices when they have ended. */
export function createRunner(context: Pick<ITriggerFunctions, 'emit'>, executions: Executions, signals: EndSignals, host: RunnerHost) {
	let isStopped = false;

	const sweep = createAlarm(() => {
		const now = Date.now();
		const due = executions.due(now);
		const refused = due.filter(({ isRefused }) => isRefused);
		for (const execution of due) if (!execution.isRefused) finish(execution, false);
		hand(refused, now);
		sweep.setFor(executions.nextDue(Date.now()));
	});

	const waitFor = (execution: Execution, milliseconds: number, now = Date.now()) => {
		execution.since = now;
		execution.wait = milliseconds;
		sweep.setFor(now + milliseconds);
	};

	/** This host does tell when an execution ends, be it after it was given up: what runs is waited for. */
	const onTold = () => {
		if (!signals.onTold()) return;
		for (const execution of executions.all) if (!execution.isRefused) waitFor(execution, signals.longestWait);
	};

	const finish = (execution: Execution, isTold: boolean) => {
		if (!executions.end(execution)) return;
		if (isTold) onTold();
		else signals.onUntold();
		if (!isStopped) host.onConfirmed(execution.identities);
	};

	const onRefused = (execution: Execution, error: unknown) => {
		if (hadStarted(error)) return finish(execution, true);
		execution.isRefused = true;
		waitFor(execution, signals.onRefused(error, execution.tries));
	};

	const signalOf = (execution: Execution): EndSignal => {
		const attempt = execution.tries;
		// An answer to a try that was given up is no answer to the next.
		const isOpen = () => attempt === execution.tries && !execution.isRefused && executions.isRunning(execution);
		return {
			promise: NEVER,
			resolve: () => (isOpen() ? finish(execution, true) : onTold()),
			reject: (error: unknown) => isOpen() && onRefused(execution, error),
		};
	};

	const emit = (execution: Execution) => {
		const items = execution.events.map(({ json }): INodeExecutionData => ({ json }));
		try {
			context.emit([items], undefined, signals.areAsked ? signalOf(execution) : undefined, host.keyOf(execution));
		} catch (error) {
			onRefused(execution, error);
		}
	};

	const hand = (all: Execution[], now: number) => {
		if (all.length === 0) return;
		for (const execution of all) {
			execution.tries++;
			execution.isRefused = false;
			waitFor(execution, signals.longestWait, now);
		}
		// The state names all that are handed over together, so it is made once.
		host.onStart(now);
		all.forEach(emit);
	};

	return {
		hand,
		/** Nothing is handed over or noticed after this. */
		stop(): void {
			isStopped = true;
			sweep.stop();
		},
	};
}
