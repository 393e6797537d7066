import { NexApi } from '../../credentials/NexApi.credentials';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer, Scope } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { additionalData, core } from '../support/host';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ data: 'demo' });
});
afterEach(async () => await nex.close());

const { nexApiTest } = new NexRecord().methods.credentialTest;
const testCredential = async (data: Record<string, unknown>) =>
	await nexApiTest.call(new core.CredentialTestContext(additionalData({ nexApi: data as never }, 'internal')), {
		id: '1',
		name: 'Nex',
		type: 'nexApi',
		data: data as never,
	});

test('All 18 scopes are offered, each with what it allows', () => {
	const scopes = new NexApi().properties.find(({ name }) => name === 'scopes');
	expect(scopes?.options).toHaveLength(18);
	expect(scopes?.options?.map((option) => 'value' in option && option.value).sort()).toEqual([...SCOPES].sort());
	expect(scopes?.options?.every((option) => 'description' in option && String(option.description).length >= 10)).toBe(true);
});

test('The key is masked', () => {
	expect(new NexApi().properties.find(({ name }) => name === 'apiKey')?.typeOptions).toEqual({ password: true });
});

describe('The connection test', () => {
	test.each(SCOPES.map((scope) => [scope]))('passes for a key with the one scope %s, and changes nothing', async (scope: Scope) => {
		const before = JSON.stringify(nex.state.objects.all());
		expect(await testCredential({ ...nex.credential, apiKey: nex.addKey([scope]), scopes: [scope] })).toMatchObject({ status: 'OK' });
		expect(nex.requests).toHaveLength(1);
		expect(nex.requests[0]).toMatchObject({ authorized: true, scopesOk: true });
		expect(JSON.stringify(nex.state.objects.all())).toBe(before);
	});

	test.each(SCOPES.map((scope) => [scope]))('passes for a key with the one scope %s whose scopes are not known', async (scope: Scope) => {
		expect(await testCredential({ ...nex.credential, apiKey: nex.addKey([scope]), scopes: [] })).toMatchObject({ status: 'OK' });
	});

	test('names the scope that the key lacks', async () => {
		const result = await testCredential({ ...nex.credential, apiKey: nex.addKey(['task.read']), scopes: ['note.read'] });
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('"note.read"') });
	});

	test('says that the key is wrong', async () => {
		const result = await testCredential({ ...nex.credential, apiKey: 'sk-wrong-key' });
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('does not accept this API key') });
		expect(result.message).not.toContain('sk-wrong-key');
	});

	test('says that nothing answers', async () => {
		const result = await testCredential({ ...nex.credential, baseUrl: 'http://127.0.0.1:9/api/developers' });
		expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(/cannot be reached.*ECONNREFUSED/) });
	});

	test('does not take another server for Nex', async () => {
		const result = await testCredential({ ...nex.credential, baseUrl: nex.url.replace('/api/developers', '/somewhere') });
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('Base URL') });
	});

	test.each([
		[{ apiKey: '' }, /API Key is empty/],
		[{ baseUrl: 'nex' }, /not a URL/],
		[{ baseUrl: 'http://nex.example' }, /https/],
	])('%j is refused with the reason, without a request', async (change, message) => {
		const result = await testCredential({ ...nex.credential, ...change });
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
		expect(nex.requests).toHaveLength(0);
	});

	test('does not follow a redirect with the key', async () => {
		const other = await startNexServer();
		nex.faults.add({ operation: 'listObjects', times: Infinity, do: { redirect: `${other.url}/v1/objects`, status: 302 } });
		expect(await testCredential({ ...nex.credential, scopes: [] })).toMatchObject({ status: 'Error' });
		expect(other.requests).toHaveLength(0);
		await other.close();
	});
});
