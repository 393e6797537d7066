import { dateTime, filledText, flag, integer, oneOf, pathId, queryFields, requiredText, text, texts } from '../fields';
import { EMPTY, operation } from '../operation';
import type { Operation } from '../operation';
import { mostFor, rowsFor } from '../reshape';
import { PRIORITIES } from '../types';
import { given } from './definitions';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

export const taskOperations: Operation[] = [
	operation('createTask', 'POST /v1/tasks', 'task.write', ({ state, body, actor }) =>
		state.tasks.create(
			{
				title: requiredText(body, 'title'),
				...given({
					description: text(body, 'description'),
					priority: oneOf(body, 'priority', PRIORITIES),
					due_date: dateTime(body, 'due_date'),
					entity_ids: texts(body, 'entity_ids'),
					assignee_ids: texts(body, 'assignee_ids'),
				}),
			},
			actor,
		),
	),
	operation('listTasks', 'GET /v1/tasks', 'task.read', ({ state, query }) => {
		const fields = queryFields(query, {
			entity_id: 'text',
			assignee_id: 'text',
			search: 'text',
			is_completed: 'boolean',
			limit: 'integer',
			offset: 'integer',
		});
		const asked = integer(fields, 'limit', 1, mostFor('listTasks', MAX_LIMIT, state.shapes)) ?? DEFAULT_LIMIT;
		const limit = rowsFor('listTasks', asked, MAX_LIMIT, state.shapes);
		const offset = integer(fields, 'offset', 0) ?? 0;
		const [entity, assignee, search, completed] = [
			text(fields, 'entity_id'),
			text(fields, 'assignee_id'),
			text(fields, 'search')?.toLowerCase(),
			flag(fields, 'is_completed'),
		];
		const found = state.tasks
			.all()
			.filter(
				(task) =>
					(!entity || task.entity_ids.includes(entity)) &&
					(!assignee || task.assignee_ids.includes(assignee)) &&
					(!search || task.title.toLowerCase().includes(search)) &&
					(completed === undefined || task.is_completed === completed),
			);
		const data = found.slice(offset, offset + limit);
		const next = offset + data.length;
		const has_more = data.length > 0 && next < found.length;
		const { taskPaging: paging } = state.shapes;
		return {
			data,
			...((paging === 'both' || paging === 'has_more') && { has_more, next_offset: has_more ? next : undefined }),
			...((paging === 'both' || paging === 'total') && { total: found.length }),
		};
	}),
	operation('getTask', 'GET /v1/tasks/{task_id}', 'task.read', ({ state, params }) => state.tasks.get(pathId(params, 'task_id'))),
	operation('updateTask', 'PATCH /v1/tasks/{task_id}', 'task.write', ({ state, params, body, actor }) => {
		const { id } = state.tasks.get(pathId(params, 'task_id'));
		const changes = given({
			title: filledText(body, 'title'),
			description: text(body, 'description'),
			priority: oneOf(body, 'priority', [...PRIORITIES, '']),
			due_date: body.due_date === null ? undefined : dateTime(body, 'due_date'),
			is_completed: flag(body, 'is_completed'),
			entity_ids: texts(body, 'entity_ids'),
			assignee_ids: texts(body, 'assignee_ids'),
		});
		const task = state.tasks.update(id, changes, actor);
		// Not documented; a server that takes PATCH as a merge (RFC 7396) does so.
		if (body.due_date === null) delete task.due_date;
		return task;
	}),
	operation('deleteTask', 'DELETE /v1/tasks/{task_id}', 'task.write', ({ state, params, actor }) => {
		state.tasks.archive(pathId(params, 'task_id'), actor);
		return EMPTY;
	}),
];
