import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { rowsUnder } from '../shared/answers/rows';
import { askForRows } from '../shared/methods/ask';
import { firstText, matches, pickable } from '../shared/methods/pickable';

/** Lists the key owner's notification rules by name for a picker. */
export async function searchNotificationRules(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const request = { method: 'GET', path: '/v1/notifications/custom', scopes: ['notification.read'] } as const;
	const rules = await askForRows(this, request, rowsUnder('rules', 'data'));
	return {
		results: pickable(
			rules.filter(({ name, prompt }) => matches(filter, name, prompt)),
			({ name, prompt }, id) => firstText([name, prompt], `Rule ${id}`),
		),
	};
}
