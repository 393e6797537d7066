import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { objectsUnder } from '../shared/answers/rows';
import { firstText, matches, pickable } from '../shared/methods/pickable';
import { nexRequest } from '../shared/transport/request';

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
