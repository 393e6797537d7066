import type {
	IAllExecuteFunctions,
	IDataObject,
	IHttpRequestOptions,
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	ITriggerResponse,
} from 'n8n-workflow';

/** As many requests as the pack allows itself. */
const AT_ONCE = 64;
const PAGE = 100;

/**
 * The least that looking at many timelines can cost: the same requests through n8n's own HTTP client, 64 of them in flight,
 * and nothing that a trigger must promise. It lists the records once.
 */
export class BenchTimelines implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bench Timelines',
		name: 'benchTimelines',
		group: ['trigger'],
		version: 1,
		description: 'Asks for timelines and does nothing with them',
		defaults: { name: 'Bench Timelines' },
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'nexApi', required: true }],
		properties: [],
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const credential = await this.getCredentials('nexApi');
		const credentialsDecrypted = { id: '', name: '', type: 'nexApi', data: credential };
		const send = async (options: Pick<IHttpRequestOptions, 'method' | 'body'>, path: string): Promise<IDataObject> => {
			const url = `${String(credential.baseUrl)}${path}`;
			const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
			const request: IHttpRequestOptions = { ...options, url, headers, returnFullResponse: true, ignoreHttpStatusErrors: true };
			const { httpRequestWithAuthentication: authenticated } = this.helpers;
			const answer = (await authenticated.call(this as unknown as IAllExecuteFunctions, 'nexApi', request, {
				credentialsDecrypted,
			})) as { body: IDataObject };
			return answer.body;
		};

		const ids: string[] = [];
		for (let offset = 0; offset === ids.length; offset += PAGE) {
			const { data } = await send({ method: 'POST', body: JSON.stringify({ limit: PAGE, offset }) }, '/v1/objects/person/records');
			ids.push(...(data as IDataObject[]).map(({ id }) => String(id)));
		}
		const look = async () => {
			const left = [...ids];
			const work = async () => {
				for (let id = left.shift(); id !== undefined; id = left.shift())
					await send({ method: 'GET' }, `/v1/records/${id}/timeline?limit=20`);
			};
			await Promise.all(Array.from({ length: AT_ONCE }, work));
		};
		this.helpers.registerCron({ expression: '0 * * * * *' }, () => void look());
		return {};
	}
}
