import type { INodePropertyOptions } from 'n8n-workflow';
import { NexIntegration } from '../../nodes/NexIntegration/NexIntegration.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';
import { hostileValues } from './hostile-values';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown>, json: object = {}, node = {}) =>
	await runNode(new NexIntegration(), { credential: nex.credential, parameters, items: [{ json: json as never }], node });

describe('Connecting', () => {
	test.each([
		['gmail', 'email/google'],
		['googleCalendar', 'calendar/google'],
		['outlook', 'email/microsoft'],
		['outlookCalendar', 'calendar/microsoft'],
		['slack', 'messaging/slack'],
		['attio', 'crm/attio'],
		['hubspot', 'crm/hubspot'],
		['salesforce', 'crm/salesforce'],
	])('%s asks for the consent page of %s', async (integration, path) => {
		const { items } = await run({ operation: 'connect', integration });
		expect(nex.requests.map((request) => `${request.method} ${request.path}`)).toEqual([`POST /v1/integrations/${path}/connect`]);
		expect(items[0]?.json).toEqual({ auth_url: expect.stringMatching(/^https:/), connect_id: expect.any(String) });
	});

	test('offers the nine integrations of the documentation', () => {
		const field = new NexIntegration().description.properties.find(({ name }) => name === 'integration');
		expect((field?.options as INodePropertyOptions[]).map(({ name }) => name)).toEqual([
			'Attio',
			'Gmail',
			'Google Calendar',
			'HubSpot',
			'Outlook',
			'Outlook Calendar',
			'Salesforce',
			'Slack',
			'WhatsApp Business',
		]);
	});

	test('WhatsApp Business is refused with what to do instead, before anything is sent', async () => {
		const { error } = await run({ operation: 'connect', integration: 'whatsapp' });
		expect(error?.message).toBe('WhatsApp Business cannot be connected this way');
		expect(error?.description).toContain('Nex support');
		expect(nex.requests).toEqual([]);
	});

	test('nothing that an expression yields instead of a choice reaches Nex', async () => {
		const items = [...hostileValues, 'constructor', '__proto__', 'email/google'].map((integration) => ({ json: { integration } as never }));
		await runNode(new NexIntegration(), {
			credential: nex.credential,
			parameters: { operation: 'connect', integration: '={{ $json.integration }}' },
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(nex.requests).toEqual([]);
	});
});

describe('The connect ID', () => {
	test('with slashes, plus and equals signs stays one part of the path, and works', async () => {
		const { connect_id: connectId } = nex.state.integrations.connect('crm', 'attio');
		expect(connectId).toMatch(/\/\+==$/);
		await new Promise((resolve) => setTimeout(resolve, 20));
		const { items } = await run({ operation: 'getConnectionStatus', connectId });
		expect(items[0]?.json.status).toBe('connected');
		expect(nex.requests[0]?.path.split('/')).toHaveLength(6);
	});

	test.each(['../../objects', 'a/../../../v1/objects', 'a/..', './a', 'a/./b', 'a?b=c', 'a#b', 'a%2f..', 'a\\b', ' ', 'a b', ''])(
		'%j is refused, before anything is sent',
		async (connectId) => {
			const { error } = await run({ operation: 'getConnectionStatus', connectId: '={{ $json.connectId }}' }, { connectId });
			expect(error?.message).toMatch(/^"Connect ID" is (empty|not an ID)/);
			expect(nex.requests).toEqual([]);
		},
	);

	test('that is older than ten minutes is answered with what to do', async () => {
		const { connect_id: connectId } = nex.state.integrations.connect('crm', 'attio');
		nex.clock.offset += 601_000;
		const { error } = await run({ operation: 'getConnectionStatus', connectId });
		expect(error?.httpCode).toBe('410');
		expect(error?.description).toContain('Run Connect Integration again');
	});
});

test('An integration that the contract does not know is listed too', async () => {
	nex.shapes.whatsapp = true;
	const { items } = await run({ operation: 'getMany' });
	expect(items.at(-1)?.json).toMatchObject({ provider: 'whatsapp' });
	expect(items).toHaveLength(9);
});

test('A list of integrations in an envelope is read like a bare one', async () => {
	nex.faults.add({ operation: 'listIntegrations', do: { status: 200, body: { data: [{ provider: 'slack' }] } } });
	const { items } = await run({ operation: 'getMany' });
	expect(items.map(({ json }) => json)).toEqual([{ provider: 'slack' }]);
});

test('A Nex that wants a slash at the end of the list gets it', async () => {
	nex.faults.add({ operation: 'listIntegrations', do: { redirect: `${nex.url}/v1/integrations/`, status: 301 } });
	nex.faults.add({ path: /\/v1\/integrations\/$/, do: { status: 200, body: [{ provider: 'slack' }] } });
	const { items } = await run({ operation: 'getMany' });
	expect(items.map(({ json }) => json)).toEqual([{ provider: 'slack' }]);
});

describe('The connection picker', () => {
	const { searchConnections } = new NexIntegration().methods.listSearch;
	const context = (credential = nex.credential) => editorContext(new NexIntegration(), { operation: 'disconnect' }, credential);

	test('lists accounts with their integration, digit for digit, and searches them', async () => {
		const id = nex.state.integrations.add('email', 'google', 'ada@birch.example').digits;
		nex.state.integrations.add('messaging', 'slack', 'birch');
		expect((await searchConnections.call(context())).results).toHaveLength(2);
		expect((await searchConnections.call(context(), 'ADA')).results).toEqual([{ name: 'Gmail: ada@birch.example', value: id }]);
	});

	test('says which scope is missing, if the key may not list integrations', async () => {
		const apiKey = nex.addKey(SCOPES.filter((scope) => scope !== 'integration.read'));
		await expect(searchConnections.call(context({ ...nex.credential, apiKey }))).rejects.toThrow('"integration.read"');
	});
});
