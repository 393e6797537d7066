import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { nexRequest } from '../transport/request';
import { firstText, pickable, readPage } from './page';

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
	const { rows, next } = readPage(body, offset, PAGE);
	return {
		results: pickable(rows, ({ title, is_completed: done }, id) => `${firstText([title], `Task ${id}`)}${done === true ? ' (done)' : ''}`),
		paginationToken: next,
	};
}
