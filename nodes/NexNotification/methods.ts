import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { objectsUnder } from '../shared/answers/rows';
import { firstText, matches, pickable } from '../shared/methods/pickable';
import { nexRequest } from '../shared/transport/request';

/** Lists the key owner's notification rules by name for a picker. */
export async function searchNotificationRules(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const { body } = await nexRequest(this, { method: 'GET', path: '/v1/notifications/custom', scopes: ['notification.read'] });
	return {
		results: pickable(
			objectsUnder(body, 'rules', 'data').filter(({ name, prompt }) => matches(filter, name, prompt)),
			({ name, prompt }, id) => firstText([name, prompt], `Rule ${id}`),
		),
	};
}
