import { NexInsight } from '../../nodes/NexInsight/NexInsight.node';
import type { NexServer, Shapes } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown> = {}) =>
	await runNode(new NexInsight(), { credential: nex.credential, parameters: { operation: 'getMany', ...parameters } });

describe('The time that insights are from', () => {
	test('is any, unless something else is chosen', async () => {
		await run();
		expect(nex.requests[0]?.query).toEqual({ limit: '50' });
	});

	test.each([
		[90, 'minutes', '90m'],
		[2, 'hours', '2h'],
		[7, 'days', '168h'],
	])('is the last %i %s, in units that every version of the API takes', async (last, unit, sent) => {
		const { error } = await run({ window: 'last', last, unit, from: '2026-05-04T00:00:00Z' });
		expect(error).toBeUndefined();
		expect(nex.requests[0]?.query).toEqual({ limit: '50', last: sent });
	});

	test("is between two dates, read as the workflow's time zone if they name none", async () => {
		const { error } = await run({
			window: 'between',
			from: '2026-05-04T00:00:00Z',
			to: '={{ new Date("2026-05-05T00:00:00Z") }}',
			last: 5,
		});
		expect(error).toBeUndefined();
		expect(nex.requests[0]?.query).toEqual({ limit: '50', from: '2026-05-04T00:00:00.000Z', to: '2026-05-05T00:00:00.000Z' });
	});

	test.each([
		[{ from: '2026-05-05T00:00:00Z', to: '2026-05-04T00:00:00Z' }, 'after "To"'],
		[{ from: 'yesterday-ish', to: '2026-05-04T00:00:00Z' }, '"From" is not a date'],
		[{ from: '2026-05-05T00:00:00Z', to: '={{ "" }}' }, '"To" is empty'],
	])('is refused before anything is sent if it is none: %o', async (dates, words) => {
		const { error } = await run({ window: 'between', ...dates });
		expect(error?.message).toContain(words);
		expect(nex.requests).toHaveLength(0);
	});
});

test.each([0, 101, 1.5])('A Limit of %d is refused before anything is sent', async (limit) => {
	const { error } = await run({ limit });
	expect(error?.message).toContain('"Limit"');
	expect(nex.requests).toHaveLength(0);
});

describe('Answers that sources disagree on', () => {
	const shapes: Array<Partial<Shapes>> = (['data', 'insights', 'array'] as const).flatMap((insights) =>
		[true, false].map((insightIds) => ({ insights, insightIds })),
	);

	test.each(shapes)('one item an insight from %o', async (shape) => {
		Object.assign(nex.shapes, shape);
		nex.addInsights([{ content: 'one' }, { content: 'two' }, { content: 'three' }]);
		const { error, items } = await run({ limit: 2, simplify: false });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		expect(items.every(({ json }) => 'id' in json === shape.insightIds)).toBe(true);
		expect(items.every(({ json }) => typeof json.content === 'string')).toBe(true);
	});

	test('Simplify reads the names, the certainty and the evidence of an insight with all fields', async () => {
		Object.assign(nex.shapes, { insights: 'insights', insightFields: 'full', insightIds: false });
		const { id } = nex.state.records.create('company', { name: 'Pine Timber' });
		nex.addInsight({
			type: 'risk',
			content: 'May leave',
			confidence: 0.71,
			entities: [{ id, name: 'Pine Timber', type: 'company' }],
			evidence: [{ excerpt: 'legal wants another round' }],
		});
		const { items } = await run();
		expect(items[0]?.json).toMatchObject({
			type: 'risk',
			content: 'May leave',
			confidence: 0.71,
			confidence_level: 'high',
			entity_names: ['Pine Timber'],
			entity_ids: [],
			excerpts: ['legal wants another round'],
		});
		expect(items[0]?.json).not.toHaveProperty('target');
	});
});
