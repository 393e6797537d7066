import { contents, listening, MINUTE, nex, SECOND } from '../support/insight-hosts';
import { pass, passUntil } from '../support/virtual-time';

const FORMS: Array<[string, (content: string) => object]> = [
	['its words alone', (content) => ({ insights: [{ content }] })],
	['its words and type', (content) => ({ insights: [{ type: 'fact', content }] })],
	['an insight by itself', (content) => ({ insight: { content, type: 'fact' } })],
	['null in their place', (content) => ({ insights: [{ id: null, created_at: null, type: 'fact', content }] })],
	['a date that is none', (content) => ({ insights: [{ created_at: 'soon', content }] })],
	['a bare list', (content) => [{ content }] as object],
	['other fields in another order', (content) => ({ data: [{ confidence: 0.5, content, target: { hint: 'Ida Berg' } }] })],
];

const write = (name: string, payload: object) => nex.stream.write(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`);

/** Expects one start of an insight "x" that the stream tells first and REST has in its own form. */
async function expectOnce(told: object, stored: { content: string }): Promise<void> {
	const n8n = await listening();
	nex.shapes.replay = 'none';
	write('insight.batch.created', told);
	await passUntil(() => n8n.executions.length === 1, 'the live one');
	nex.addInsights([stored, { content: 'y' }], { emit: false });
	nex.stream.drop();
	await passUntil(() => contents(n8n).includes('y'), 'what only REST has');
	await pass(2 * MINUTE, 5 * SECOND);
	expect(contents(n8n)).toEqual(['x', 'y']);
}

describe.each(FORMS)('An insight that the stream tells as %s, without ID and time, starts once', (_what, form) => {
	test('if the stream is first', async () => {
		await expectOnce(form('x'), { content: 'x' });
	});

	test('if REST is first', async () => {
		const n8n = await listening();
		nex.shapes.replay = 'none';
		nex.addInsights([{ content: 'x' }], { emit: false });
		nex.stream.drop();
		await passUntil(() => n8n.executions.length === 1, 'what REST has');
		write('insight.batch.created', form('x'));
		write('insight.batch.created', form('y'));
		await passUntil(() => contents(n8n).includes('y'), 'the next');
		await pass(2 * MINUTE, 5 * SECOND);
		expect(contents(n8n)).toEqual(['x', 'y']);
	});

	test('if it is replayed so after every connection', async () => {
		const n8n = await listening();
		nex.shapes.replay = 'none';
		nex.addInsights([{ content: 'x' }]);
		await passUntil(() => n8n.executions.length === 1, 'the live one');
		for (let round = 0; round < 3; round++) {
			nex.stream.drop();
			await passUntil(() => nex.stream.connections === 1, 'connected again');
			write('insight.replay', form('x'));
			await pass(20 * MINUTE, MINUTE);
		}
		expect(contents(n8n)).toEqual(['x']);
	});
});

const DATES: Array<[string, (iso: string) => string]> = [
	['without its milliseconds', (iso) => iso.replace(/\.\d+/, '')],
	['with microseconds', (iso) => iso.replace('Z', '499Z')],
	['in another time zone', (iso) => new Date(Date.parse(iso) + 7_200_000).toISOString().replace('Z', '+02:00')],
	['without a zone', (iso) => iso.replace('Z', '')],
];

test.each(DATES)('an insight that the stream tells without ID and dates %s starts once', async (_how, inTheStream) => {
	const created = new Date(nex.state.time() + 123).toISOString();
	const inTwoForms = (created_at: string) => ({ type: 'fact', content: 'x', created_at });
	await expectOnce({ insights: [inTwoForms(inTheStream(created))] }, inTwoForms(created));
});

test('two insights of the same words are two, though the stream tells neither ID nor time', async () => {
	const n8n = await listening();
	nex.shapes.replay = 'none';
	write('insight.batch.created', { insights: [{ content: 'x' }] });
	await passUntil(() => n8n.executions.length === 1, 'the first');
	nex.addInsights([{ content: 'x' }], { emit: false });
	nex.stream.drop();
	await pass(2 * MINUTE, 5 * SECOND);
	nex.addInsights([{ content: 'x', created_at: new Date(nex.state.time()).toISOString() }], { emit: false });
	nex.stream.drop();
	await passUntil(() => n8n.executions.length === 2, 'the second', 5 * MINUTE);
});

test.each([
	['newest first', [3, 2, 1]],
	['in no order', [2, 3, 1]],
])('insights that one event lists %s start oldest first', async (_what, order) => {
	const n8n = await listening({ parameters: { options: { concurrency: 1 } } });
	const now = nex.state.time();
	const target = { type: 'entity', hint: 'Ida Berg' };
	const insights = order.map((step) => ({ id: `i${step}`, content: `n${step}`, target, created_at: new Date(now + step).toISOString() }));
	write('insight.batch.created', { insights });
	await passUntil(() => n8n.executions.length === 3, 'all three');
	expect(contents(n8n)).toEqual(['n1', 'n2', 'n3']);
});

test('while REST fails three times after a drop, what comes live about a record waits for what was missed about it', async () => {
	const n8n = await listening();
	const target = { type: 'entity', hint: 'Ida Berg' };
	nex.shapes.replay = 'none';
	nex.faults.add({ operation: 'getInsights', times: 3, do: { status: 500 } });
	nex.stream.drop();
	nex.addInsights([{ content: 'n1', target }], { emit: false });
	await passUntil(() => nex.stream.connections === 1, 'connected again');
	await pass(SECOND);
	nex.addInsights([{ content: 'n2', target, created_at: new Date(nex.state.time()).toISOString() }]);
	await passUntil(() => n8n.executions.length === 2, 'both', 3 * MINUTE);
	expect(contents(n8n)).toEqual(['n1', 'n2']);
});
