import { SCOPES, operations, startNexServer } from '../../nex-server';
import type { NexServer } from '../../nex-server';
import { openStream, request } from './client';

let nex: NexServer;
beforeAll(async () => {
	nex = await startNexServer({ data: 'demo' });
});
afterAll(() => nex.close());

// Nothing is at these ids: a key that may do it gets a 404 or 400, never a 403.
const somewhere = (path: string): string => path.replace(/\{[^}]+\}/g, '1');

describe.each(operations.map((operation) => ({ id: operation.id, operation })))('$id', ({ operation }) => {
	const { method, path, scopes } = operation;

	test('is refused to nobody in particular, and to a key without its scope', async () => {
		const nobody = await request(nex, method, somewhere(path), undefined, { key: 'sk-unknown' });
		expect([nobody.status, nobody.json]).toEqual([401, { code: 401, message: expect.any(String) }]);
		const key = nex.addKey(SCOPES.filter((scope) => !scopes.includes(scope)));
		const refused = await request(nex, method, somewhere(path), undefined, { key });
		expect([refused.status, refused.json]).toEqual([403, { code: 403, message: expect.stringContaining(scopes[0] ?? '') }]);
	});

	test.each(scopes.map((scope) => [scope]))('is open to a key that has %s alone', async (scope) => {
		const key = nex.addKey([scope]);
		if (operation.id === 'streamInsights') {
			const stream = await openStream(nex, key);
			expect(stream.status).toBe(200);
			return stream.close();
		}
		const answer = await request(nex, method, somewhere(path), undefined, { key });
		expect([401, 403, 500]).not.toContain(answer.status);
	});
});

test('a key that is revoked is unknown from then on, and scopes can be taken and given', async () => {
	const key = nex.addKey(['object.read']);
	const status = async () => (await request(nex, 'GET', '/v1/objects', undefined, { key })).status;
	expect(await status()).toBe(200);
	nex.setScopes(key, ['record.read']);
	expect(await status()).toBe(403);
	nex.setScopes(key, ['object.read']);
	expect(await status()).toBe(200);
	nex.revokeKey(key);
	expect(await status()).toBe(401);
});

test('the key is never among the requests that are kept', async () => {
	await request(nex, 'POST', '/v1/search?a=1&a=2&b=x%20y', { query: '' });
	const seen = nex.requests.at(-1);
	expect(seen).toMatchObject({
		method: 'POST',
		path: '/v1/search',
		query: { a: ['1', '2'], b: 'x y' },
		body: { query: '' },
		authorized: true,
		scopesOk: true,
		operation: 'searchRecords',
		status: 400,
	});
	expect(JSON.stringify(nex.requests)).not.toContain(nex.key);
});

test.each([
	['GET', '/v1/nothing', undefined, 404, 'There is no'],
	['PUT', '/v1/tasks', {}, 404, 'There is no'],
	['GET', '/v1/objects/nothing', undefined, 404, 'nothing'],
	['GET', '/v1/objects/..%2Frecords', undefined, 404, '../records'],
	['GET', '/v1/objects/%E0%A4%A', undefined, 400, 'URL-encoded'],
	['GET', '/v1/records/12a', undefined, 400, 'record_id'],
	['GET', '/v1/records/40112233445500001', undefined, 404, '40112233445500001'],
	['POST', '/v1/search', undefined, 400, 'body is required'],
	['POST', '/v1/search', '{"query":', 400, 'not valid JSON'],
	['POST', '/v1/search', '[]', 400, 'JSON object'],
	['POST', '/v1/search', { query: ' ' }, 400, 'query'],
	['POST', '/v1/search', { query: 'x'.repeat(501) }, 400, '500'],
	['POST', '/v1/tasks', {}, 400, 'title is required'],
	['POST', '/v1/tasks', { title: 'x', priority: 'huge' }, 400, 'unspecified, low, medium, high, urgent'],
	['POST', '/v1/tasks', { title: 'x', due_date: 'tomorrow' }, 400, 'due_date'],
	['POST', '/v1/tasks', { title: 'x', entity_ids: [1] }, 400, 'entity_ids'],
	['GET', '/v1/tasks?limit=501', undefined, 400, 'at most 500'],
	['GET', '/v1/tasks?is_completed=yes', undefined, 400, 'is_completed'],
	['GET', '/v1/tasks?offset=-1', undefined, 400, 'offset'],
	['GET', '/v1/insights?limit=101', undefined, 400, 'at most 100'],
	['GET', '/v1/insights?last=2h&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z', undefined, 400, 'cannot be combined'],
	['GET', '/v1/insights?from=2026-01-01T00:00:00Z', undefined, 400, 'together'],
	['GET', '/v1/insights?last=soon', undefined, 400, 'duration'],
	['GET', '/v1/graph?limit=5001', undefined, 400, 'at most 5000'],
	['GET', '/v1/graph?format=pdf', undefined, 400, 'json, html'],
	['GET', '/v1/notifications/feed?limit=51', undefined, 400, 'at most 50'],
	['POST', '/v1/objects/person/records', { attributes: 'some' }, 400, 'all, primary, none'],
	['POST', '/v1/objects/person/records', { attributes: { mode: 'custom', slugs: [] } }, 400, 'at least one'],
	['POST', '/v1/objects/person/records', { sort: { attribute: 'height' } }, 400, 'height'],
	['POST', '/v1/objects/person/records', { limit: 0 }, 400, 'at least 1'],
	['POST', '/v1/objects', { name: 'X', slug: 'a b' }, 400, 'URL-safe'],
	['POST', '/v1/objects', { name: 'X', slug: 'person' }, 400, 'already exists'],
	['POST', '/v1/objects/person/attributes', { name: 'X', slug: 'x', type: 'colour' }, 400, 'full_name'],
	['POST', '/v1/integrations/crm/google/connect', undefined, 400, 'google'],
	['GET', '/v1/integrations/connect/forged/status', undefined, 400, 'connect_id'],
	['POST', '/v1/context/list/jobs', { query: 'x', object_type: 'person' }, 400, 'contact, company'],
	['POST', '/v1/compounding/trigger', { job_type: 'magic' }, 400, 'consolidation'],
	['PATCH', '/v1/notifications/preferences', { frequency_minutes: 0 }, 400, 'frequency_minutes'],
] as const)('%s %s %j is answered %i in the documented shape', async (method, path, body, status, words) => {
	const answer = await request(nex, method, path, body);
	expect([answer.status, answer.json]).toEqual([status, { code: status, message: expect.stringContaining(words) }]);
});
