import type { IDataObject, ISupplyDataFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { keepNewest } from '../shared/keepNewest';

/** Opens an entry of this node in the execution's log; what it gives lays a result beside what was asked, and may do so again. */
export function entry(context: ISupplyDataFunctions, asked: IDataObject): (result: IDataObject) => void {
	const { index } = context.addInputData(NodeConnectionTypes.AiMemory, [[{ json: asked }]]);
	return (result) => context.addOutputData(NodeConnectionTypes.AiMemory, index, [[{ json: { ...asked, ...result } }]]);
}

/** What an error says to a person: what happened, and what to do about it. */
export function wordsOf(error: unknown): string {
	const { message, description } = error as { message?: string; description?: string | null };
	const happened = message ?? String(error);
	return description ? `${happened}. ${description}`.replaceAll('..', '.') : happened;
}

interface Missed {
	texts: number;
	reason: string;
}

const missed = new Map<string, Missed>();
/** Nodes of which it is remembered: one that never runs again is never told. */
const MOST_NODES = 500;

const keyOf = (context: ISupplyDataFunctions) => JSON.stringify([context.getWorkflow().id, context.getNode().id]);

/**
 * Notes that a text was not added. The execution that it comes from has mostly ended by then and its log is closed,
 * so the next one of the same node says it, and n8n's own log does at once.
 */
export function noteMissed(context: ISupplyDataFunctions, reason: string): void {
	context.logger.warn(`Nex Memory "${context.getNode().name}" could not add a text to Nex: ${reason}`);
	const key = keyOf(context);
	const texts = (missed.get(key)?.texts ?? 0) + 1;
	missed.delete(key);
	missed.set(key, { texts, reason });
	keepNewest(missed, MOST_NODES);
}

/** What earlier executions could not add, told once. */
export function tellMissed(context: ISupplyDataFunctions): void {
	const key = keyOf(context);
	const known = missed.get(key);
	if (!known) return;
	missed.delete(key);
	entry(context, { action: 'report' })({ notRememberedEarlier: known.texts, reason: known.reason });
}
