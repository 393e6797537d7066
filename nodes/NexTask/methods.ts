import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { askForPage } from '../shared/methods/ask';
import { firstText, pickable } from '../shared/methods/pickable';

const PAGE = 50;

/** Lists tasks by title for a picker, a page at a time. A filter searches in Nex. */
export async function searchTasks(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const offset = Number(paginationToken ?? 0);
	const query = { search: filter?.trim(), limit: PAGE, offset };
	const { rows, next } = await askForPage(this, { method: 'GET', path: '/v1/tasks', query, scopes: ['task.read'] }, offset, PAGE);
	return {
		results: pickable(rows, ({ title, is_completed: done }, id) => `${firstText([title], `Task ${id}`)}${done === true ? ' (done)' : ''}`),
		paginationToken: next,
	};
}
