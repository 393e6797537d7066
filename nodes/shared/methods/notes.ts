import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { objectsUnder } from '../operation/answer';
import { nexRequest } from '../transport/request';
import { matches } from './objects';
import { firstText, pickable } from './page';

/** Lists notes by title for a picker: those that Nex lists, which are 200 at most (docs/api.md#notes). */
export async function searchNotes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const { body } = await nexRequest(this, { method: 'GET', path: '/v1/notes', scopes: ['note.read'] });
	return {
		results: pickable(
			objectsUnder(body, 'data', 'notes').filter(({ title, content }) => matches(filter, title, content)),
			({ title }, id) => firstText([title], `Note ${id}`),
		),
	};
}
