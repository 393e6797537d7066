import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { objectsUnder } from '../operation/answer';
import { nexRequest } from '../transport/request';
import { nextPage } from './page';

const PAGE = 50;

/** Lists tasks by title for a picker, a page at a time. A filter searches in Nex. */
export async function searchTasks(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const offset = Number(paginationToken ?? 0);
	const { body } = await nexRequest(this, {
		method: 'GET',
		path: '/v1/tasks',
		query: { search: filter?.trim(), limit: PAGE, offset },
		scopes: ['task.read'],
	});
	const rows = objectsUnder(body, 'data');
	return {
		results: rows.map(({ id, title, is_completed: done }) => ({
			name: `${String(title ?? `Task ${String(id)}`)}${done === true ? ' (done)' : ''}`,
			value: String(id ?? ''),
		})),
		paginationToken: nextPage(body, offset + rows.length, rows.length, PAGE),
	};
}
