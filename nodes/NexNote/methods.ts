import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { rowsUnder } from '../shared/answers/rows';
import { askForRows, notAmong } from '../shared/methods/ask';
import { firstText, matches, pickable } from '../shared/methods/pickable';

/** Notes that Nex lists at most (docs/api.md#notes). */
const MOST_LISTED = 200;

/** Lists notes by title for a picker, as many as Nex lists. */
export async function searchNotes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const rows = await askForRows(this, { method: 'GET', path: '/v1/notes', scopes: ['note.read'] }, rowsUnder('data', 'notes'));
	const results = pickable(
		rows.filter(({ title, content }) => matches(filter, title, content)),
		({ title }, id) => firstText([title], `Note ${id}`),
	);
	if (filter && results.length === 0 && rows.length >= MOST_LISTED) throw notAmong(this, `${rows.length} notes that Nex lists`);
	return { results };
}
