import { badRequest, notFound } from '../errors';
import type { Actor, Task } from '../types';
import { fieldChanges } from './field-changes';
import type { State } from './state';

export type NewTask = Pick<Task, 'title'> & Partial<Pick<Task, 'description' | 'priority' | 'due_date' | 'entity_ids' | 'assignee_ids'>>;
export type TaskChanges = Partial<NewTask> & { is_completed?: boolean };

/** Tasks; a deleted one is archived: still there by its id, no longer listed (docs/api.md#tasks). */
export class Tasks {
	#byId = new Map<string, Task>();

	constructor(private readonly state: State) {}

	/** Those that are not archived, newest first. */
	all(): Task[] {
		return [...this.#byId.values()].filter((task) => task.archived_at === undefined).reverse();
	}

	/** @throws ApiError 404 */
	get(id: string): Task {
		const task = this.#byId.get(id);
		if (!task) throw notFound(`Task ${id}`);
		return task;
	}

	create(given: NewTask, actor: Actor = this.state.someone): Task {
		this.#checkRecords(given.entity_ids);
		const task: Task = {
			id: this.state.ids.next(),
			description: '',
			priority: 'unspecified',
			entity_ids: [],
			assignee_ids: [],
			...given,
			is_completed: false,
			created_by: actor.created_by,
			created_by_id: actor.created_by_id,
			created_at: this.state.now(),
		};
		this.#byId.set(task.id, task);
		this.#tell(task, 'created', actor);
		return task;
	}

	update(id: string, changes: TaskChanges, actor: Actor = this.state.someone): Task {
		const task = this.get(id);
		this.#checkRecords(changes.entity_ids);
		const before = { ...task };
		Object.assign(task, changes);
		if (changes.priority === '') task.priority = 'unspecified';
		if (changes.is_completed === true) task.completed_at ??= this.state.now();
		if (changes.is_completed === false) delete task.completed_at;
		this.#tell(task, 'updated', actor, { field_changes: fieldChanges<Task>(before, task, changes) });
		return task;
	}

	archive(id: string, actor: Actor = this.state.someone): void {
		const task = this.get(id);
		if (task.archived_at !== undefined) return;
		task.archived_at = this.state.now();
		this.#tell(task, 'archived', actor);
	}

	forgetRecord(id: string): void {
		for (const task of this.#byId.values()) if (task.entity_ids.includes(id)) task.entity_ids = task.entity_ids.filter((one) => one !== id);
	}

	#checkRecords(ids: string[] = []): void {
		for (const id of ids) if (!this.state.records.store.get(id)) throw badRequest(`entity_ids: there is no record ${id}`);
	}

	#tell(task: Task, event_type: string, actor: Actor, more: Record<string, unknown> = {}): void {
		const { id, title, due_date, priority, completed_at } = task;
		for (const record of task.entity_ids)
			this.state.timelines.add(
				record,
				{
					resource_type: 'task',
					resource_id: id,
					event_type,
					event_payload: { task: { id, title, due_date, priority, completed_at }, ...more },
				},
				actor,
			);
	}
}
