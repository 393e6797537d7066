import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { SavedMemory } from './memory';
import { isSavedMemory } from './memory';

/** A trigger that is at work in this process. */
export interface Running {
	/** The name of its node. */
	readonly node: string;
	/** Stops everything it started; called again it does nothing. */
	close(): void;
	/** It is time to look for what is new. */
	onTime(): void;
}

/**
 * The newest state of each trigger in this process, by workflow and then by the key it is stored under. n8n does not store a
 * state when a trigger stops, and gives each trigger a copy of the workflow's data as it was when it started: whoever
 * writes next would put back older states of its siblings.
 */
const newest = new Map<string, Map<string, SavedMemory>>();
/** Those of them whose trigger has stopped: it goes on from there when it starts again. */
const stopped = new WeakSet<SavedMemory>();
/** Workflows whose triggers have stopped that are remembered beside those at work. */
const MOST_STOPPED = 200;

/**
 * State that has not been written for this long, in milliseconds, belongs to a node that is gone. A trigger that nothing
 * happens to writes none for months.
 */
const UNUSED = 2 * 365 * 24 * 60 * 60_000;

/** The triggers at work, by name. n8n may start a node again before it has closed the old one, and keep the schedule of that. */
export const running = new Map<string, Running>();

const PREFIX = 'nexTrigger:';

/** What names a trigger among all of this n8n: its workflow and its node. Renaming changes neither. */
export function nameOfTrigger(context: Pick<ITriggerFunctions, 'getWorkflow' | 'getNode'>): string {
	return `${context.getWorkflow().id}:${context.getNode().id}`;
}

/**
 * Makes room for a trigger that starts: one with its ID that still runs is closed.
 *
 * @throws NodeOperationError if that is another node of this workflow, as importers give two nodes one ID: n8n cannot tell them
 * apart (https://github.com/n8n-io/n8n/issues/20228), and older ones leave the first at work though the workflow is not published
 */
export function makeRoom(context: Pick<ITriggerFunctions, 'getWorkflow' | 'getNode' | 'getChildNodes'>): void {
	const other = running.get(nameOfTrigger(context));
	const node = context.getNode();
	other?.close();
	// One that was renamed since, and that n8n has left running, has nothing behind it any more.
	if (!other || other.node === node.name || context.getChildNodes(other.node).length === 0) return;
	throw new NodeOperationError(node, `"${other.node}" and "${node.name}" have one ID, and n8n cannot tell them apart`, {
		description: 'Delete one of them, add it again, and publish the workflow.',
	});
}

/**
 * Where a trigger keeps its state. It is in the workflow's own static data, by the node's id: n8n
 * files a node's static data under its name, which renaming loses. n8n stores it at the end of an
 * activation and at each emit, and an execution may put an older copy back, so the newer of what is
 * stored and what this process remembers is taken.
 */
export function stateOf(context: Pick<ITriggerFunctions, 'getWorkflow' | 'getNode' | 'getWorkflowStaticData'>): {
	read(now: number): SavedMemory | undefined;
	write(saved: SavedMemory): void;
	/** The last state of a trigger that stops. */
	leave(saved: SavedMemory): void;
} {
	const workflowId = String(context.getWorkflow().id);
	const key = `${PREFIX}${context.getNode().id}`;
	const data: IDataObject = context.getWorkflowStaticData('global');
	const states = newest.get(workflowId) ?? new Map<string, SavedMemory>();

	/** Makes this workflow the last that is forgotten. */
	const remember = () => {
		newest.delete(workflowId);
		newest.set(workflowId, states);
		for (const other of newest.keys()) {
			if (newest.size <= running.size + MOST_STOPPED) return;
			if (![...running.keys()].some((name) => name.startsWith(`${other}:`))) newest.delete(other);
		}
	};

	const write = (saved: SavedMemory) => {
		states.set(key, saved);
		if (!newest.has(workflowId)) remember();
		data[key] = saved;
		for (const [other, state] of states) {
			const stored = data[other];
			if (other !== key && (!isSavedMemory(stored) || stored.at < state.at)) data[other] = state;
		}
	};

	return {
		read(now) {
			for (const [other, value] of Object.entries(data)) {
				if (other.startsWith(PREFIX) && other !== key && isSavedMemory(value) && value.at < now - UNUSED)
					Reflect.deleteProperty(data, other);
			}
			const left = states.get(key);
			const saved = [left && stopped.has(left) ? left : undefined, data[key]].filter(isSavedMemory).sort((a, b) => b.at - a.at)[0];
			// n8n watches what it stores: a copy is free of that.
			return saved && (JSON.parse(JSON.stringify(saved)) as SavedMemory);
		},
		write,
		leave(saved) {
			stopped.add(saved);
			write(saved);
			remember();
		},
	};
}
