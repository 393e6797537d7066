import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { readPage } from '../shared/answers/page';
import { firstText, pickable } from '../shared/methods/pickable';
import { nexRequest } from '../shared/transport/request';

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
