import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import type { SavedMemory } from './memory';
import { isSavedMemory } from './memory';

/** A trigger that is at work in this process. */
export interface Running {
	/** Stops everything it started; called again it does nothing. */
	close(): void;
}

/** What was known when a trigger stopped, for when it starts again in this process: n8n does not store it then. */
const remembered = new Map<string, SavedMemory>();
const MOST_REMEMBERED = 200;

/** State that has not been written for this long, in milliseconds, belongs to a node that is gone. A trigger that nothing happens to writes none for months. */
const GONE = 2 * 365 * 24 * 60 * 60_000;

const running = new Map<string, Running>();

const PREFIX = 'nexTrigger:';

/** What names a trigger among all of this n8n: its workflow and its node. Renaming changes neither. */
export function nameOf(context: Pick<ITriggerFunctions, 'getWorkflow' | 'getNode'>): string {
	return `${context.getWorkflow().id}:${context.getNode().id}`;
}

/**
 * Registers a trigger. n8n may start a node again before it has closed the old one, so a
 * predecessor that still runs is closed first.
 */
export function replaceRunning(name: string): { register: (trigger: Running) => void; unregister: (trigger: Running) => void } {
	running.get(name)?.close();
	return {
		register: (trigger) => running.set(name, trigger),
		unregister: (trigger) => running.get(name) === trigger && running.delete(name),
	};
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
	remember(saved: SavedMemory): void;
} {
	const name = nameOf(context);
	const key = `${PREFIX}${context.getNode().id}`;
	const data: IDataObject = context.getWorkflowStaticData('global');
	return {
		read(now) {
			for (const [other, value] of Object.entries(data)) {
				if (other.startsWith(PREFIX) && other !== key && isSavedMemory(value) && value.at < now - GONE) Reflect.deleteProperty(data, other);
			}
			const stored = data[key];
			const saved = [remembered.get(name), stored].filter(isSavedMemory).sort((a, b) => b.at - a.at)[0];
			// n8n watches what it stores: a copy is free of that.
			return saved && (JSON.parse(JSON.stringify(saved)) as SavedMemory);
		},
		write(saved) {
			data[key] = saved;
		},
		remember(saved) {
			remembered.delete(name);
			remembered.set(name, saved);
			if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
		},
	};
}
