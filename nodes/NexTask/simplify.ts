import type { IDataObject } from 'n8n-workflow';

/** A task without who created it, whom Nex has no way to look up, and without the dates that say no more than its state. */
export function simplifyTask({
	id,
	title,
	description,
	priority,
	due_date,
	is_completed,
	completed_at,
	assignee_ids,
	entity_ids,
	created_at,
}: IDataObject): IDataObject {
	return { id, title, description, priority, due_date, is_completed, completed_at, assignee_ids, entity_ids, created_at };
}
