import { startNexServer } from '../../nex-server';
import type { NexServer } from '../../nex-server';
import { Bare, parse, stringify } from '../../nex-server/json';
import { request, until } from './client';

let nex: NexServer;
beforeAll(async () => {
	nex = await startNexServer({ data: 'demo', jobDuration: 1 });
});
afterAll(() => nex.close());

test('ids have 17 digits, are odd, and change when read as numbers', () => {
	const ids = Array.from({ length: 1000 }, () => nex.state.ids.next());
	expect(ids.every((id) => /^\d{16}[13579]$/.test(id) && String(Number(id)) !== id)).toBe(true);
	expect(new Set(ids).size).toBe(1000);
});

test('ids that the contract has as integers are bare numbers, digit for digit', async () => {
	const added = await request(nex, 'POST', '/v1/context/text', { content: 'Ida Holm called' });
	const digits = /^\{"artifact_id":(\d{17})\}$/.exec(added.text)?.[1];
	expect(digits).toBeDefined();
	const artifact = await until(async () => {
		const { text } = await request(nex, 'GET', `/v1/context/artifacts/${digits}`);
		return text.includes('completed_at') && text;
	});
	expect(artifact).toMatch(/"operation_id":\d{16}[13579],/);
	const [ida] = nex.state.records.store.ofType('person');
	expect(artifact).toContain(`"canonical_entity_id":${ida?.id},`);
	expect((await request(nex, 'POST', '/v1/context/ask', { query: 'Ida Holm?' })).text).toMatch(
		new RegExp(`"id":${ida?.id},.*"insight_id":\\d{17},"entity_id":${ida?.id},`),
	);
	expect((await request(nex, 'GET', '/v1/integrations')).text).toMatch(/"connections":\[\{"id":\d{17},/);
	expect((await request(nex, 'POST', '/v1/compounding/trigger', { job_type: 'metrics' })).text).toContain(
		`"workspace_id":${nex.state.workspace.id},`,
	);
});

test('ids that the contract has as strings are strings', async () => {
	const [ida] = nex.state.records.store.ofType('person');
	expect((await request(nex, 'GET', `/v1/records/${ida?.id}`)).text).toContain(`{"id":"${ida?.id}","object_id":"${ida?.object_id}",`);
});

test('a number attribute beyond 2^53 comes back digit for digit', async () => {
	const answer = await request(nex, 'POST', '/v1/objects/project', '{"attributes":{"name":"Big","budget_hours":12345678901234567}}');
	expect(answer.text).toContain('"budget_hours":12345678901234567');
});

test('JSON is read and written without loss, and strings and fractions are left alone', () => {
	const text =
		'{"a":40112233445566771,"b":[-40112233445566773],"c":"say \\"40112233445566771\\", ' +
		'40112233445566771","d":0.15000000000000002,"e":1,"f":1.5e3}';
	const value = parse(text);
	expect(value).toMatchObject({
		a: new Bare('40112233445566771'),
		c: 'say "40112233445566771", 40112233445566771',
		d: 0.15000000000000002,
		f: 1500,
	});
	expect(stringify(value)).toBe(text.replace('1.5e3', '1500'));
});
