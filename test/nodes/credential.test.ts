import { NexApi } from '../../credentials/NexApi.credentials';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer, Scope } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { additionalData, core } from '../support/host';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ data: 'demo', exchangeLog: '' });
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
		expect(nex.requests[0]).toMatchObject({ authorized: true, scopesOk: true });
		// What only tells that the key was let through is followed by a question that Nex alone answers.
		expect(nex.requests.slice(1).map(({ operation }) => operation)).toEqual(nex.requests[0]?.status === 200 ? [] : ['listObjects']);
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

	test.each([' ', '\n', '\t', '\u0000'])('says that a Base URL has %j in it, which an address would lose in silence', async (blank) => {
		const result = await testCredential({ ...nex.credential, baseUrl: nex.url.replace('/api', `/${blank}api`) });
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('The Base URL has a space or a line break') });
		expect(nex.requests).toEqual([]);
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

	describe.each([...SCOPES.map((scope): [string, Scope[]] => [`the scope ${scope}`, [scope]]), ['no scope', []] as [string, Scope[]]])(
		'with %s chosen is not taken in by',
		(_scopes, scopes) => {
			const PAGE = '<!DOCTYPE html><html><body><form action="/login">Sign in</form></body></html>';
			const answers: Array<[string, number, unknown]> = [
				['a page', 200, PAGE],
				["a proxy's sign-in page", 403, PAGE],
				['a page that is not there', 404, PAGE],
				['a page that wants a password', 401, PAGE],
				['a service that takes everything', 200, { ok: true }],
				['a service that has no such path', 404, { message: 'Not Found', documentation_url: 'https://docs.example' }],
				['a gateway that knows no such path', 403, { message: 'Missing Authentication Token' }],
				['a gateway that forbids', 403, { error: { code: 403, message: 'Insufficient scopes', status: 'PERMISSION_DENIED' } }],
				['a service that is called wrongly', 400, { error: 'bad_request' }],
				['another list', 200, { data: [{ name: 'x' }] }],
				['a list of texts', 200, ['x']],
				['a text', 200, 'OK'],
				['an empty answer', 200, undefined],
				['an empty answer without content', 204, undefined],
				['an empty object', 200, {}],
			];
			test.each(answers)('%s (%i)', async (_what, status, body) => {
				nex.faults.add({ times: Infinity, do: { status, body } });
				const result = await testCredential({ ...nex.credential, scopes });
				expect(result.status).toBe('Error');
				expect(result.message).not.toMatch(/lacks the scope|does not accept/);
				expect(result.message).toContain('Base URL');
			});

			test.each(['/v1', '/v2', '/../..'])('a Base URL that ends with %s', async (end) => {
				const result = await testCredential({ ...nex.credential, baseUrl: `${nex.url}${end}`, scopes });
				expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('Base URL') });
			});

			test('a redirect to a sign-in page', async () => {
				nex.faults.add({ times: Infinity, do: { redirect: `${nex.url}/login`, status: 302 } });
				expect((await testCredential({ ...nex.credential, scopes })).status).toBe('Error');
				expect(nex.requests).toHaveLength(1);
			});
		},
	);

	test('does not follow a redirect with the key', async () => {
		const other = await startNexServer();
		nex.faults.add({ operation: 'listObjects', times: Infinity, do: { redirect: `${other.url}/v1/objects`, status: 302 } });
		expect(await testCredential({ ...nex.credential, scopes: [] })).toMatchObject({ status: 'Error' });
		expect(other.requests).toHaveLength(0);
		await other.close();
	});
});
