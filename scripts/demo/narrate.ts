import { failureOf, isFinished, itemsOf, type Execution, type N8nClient } from '../n8n/client';
import { UPSERTS } from './workflows';

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A finished execution of the demo's insight workflow in one line. */
export function describe(execution: Execution): string {
	const [insight = {}] = itemsOf(execution, 'New insight');
	const [record] = UPSERTS.flatMap((node) => itemsOf(execution, node));
	const what = `${text(insight.type)}: "${text(insight.content)}"`;
	if (execution.status !== 'success' || !record)
		return `${what} → workflow ${execution.status}: ${failureOf(execution) || 'no record was written'}`;
	const isNew = record.created_at === record.updated_at;
	return `${what} → workflow succeeded, ${text(record.type)} ${text(record.name)} ${isNew ? 'created' : 'updated'}`;
}

/**
 * Looks for executions of a workflow that have finished since the last look, oldest first.
 * @param since those that started before are left out
 */
export function watch(client: N8nClient, workflowId: string, since: Date): () => Promise<Execution[]> {
	const told = new Set<string>();
	return async () => {
		const found = (await client.executions(workflowId))
			.filter((one) => isFinished(one) && new Date(one.startedAt) >= since && !told.has(one.id))
			.reverse();
		const executions: Execution[] = [];
		for (const { id } of found) {
			executions.push(await client.execution(id));
			told.add(id);
		}
		return executions;
	};
}
