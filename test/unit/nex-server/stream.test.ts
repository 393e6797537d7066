import { startNexServer } from '../../nex-server';
import type { NexServer, NexServerOptions } from '../../nex-server';
import { ask, openStream, until } from './client';
import type { OpenStream } from './client';

interface Event {
	name: string;
	data: { insights: Array<{ id?: string; content: string; created_at: string }>; insight_count: number; emitted_at: string };
}

const events = ({ text }: OpenStream): Event[] =>
	[...text.matchAll(/^event: (.+)\ndata: (.+)\n\n/gm)].map(([, name = '', data = '{}']) => ({
		name,
		data: JSON.parse(data) as Event['data'],
	}));
const contents = (stream: OpenStream, name: string) =>
	events(stream).flatMap((event) => (event.name === name ? event.data.insights.map((insight) => insight.content) : []));

let nex: NexServer;
const streams: OpenStream[] = [];
const start = async (options?: NexServerOptions) => (nex = await startNexServer(options));
const open = async () => {
	const before = nex.stream.opened;
	const stream = await openStream(nex);
	streams.push(stream);
	await until(() => nex.stream.opened > before);
	return stream;
};
afterEach(async () => {
	for (const stream of streams.splice(0)) stream.close();
	await nex.close();
});

test('a connection is told who it is, then what is new, in batches', async () => {
	await start();
	const stream = await open();
	await until(() => stream.text.startsWith(': connected workspace_id='));
	expect(stream.text).toMatch(/^: connected workspace_id=\d{17} token_id=\d{17}\n\n$/);
	nex.addInsights([{ content: 'One' }, { content: 'Two' }]);
	nex.addInsight({ content: 'Three' });
	nex.addInsights([{ content: 'Unheard' }], { emit: false });
	await until(() => events(stream).length === 2);
	expect(events(stream).map((event) => event.data.insight_count)).toEqual([2, 1]);
	expect(contents(stream, 'insight.batch.created')).toEqual(['One', 'Two', 'Three']);
	const { data } = await ask<{ data: Array<{ content: string }> }>(nex, 'GET', '/v1/insights');
	expect(data.map((insight) => insight.content)).toEqual(['Unheard', 'Three', 'Two', 'One']);
});

test('the newest 20 are replayed, oldest first, one event each or all in one, or not at all', async () => {
	await start();
	nex.addInsights(
		Array.from({ length: 25 }, (_unused, i) => ({ content: `Past ${i}`, created_at: new Date(1e12 + i * 1000).toISOString() })),
	);
	const many = await open();
	await until(() => events(many).length === 20);
	nex.shapes.replay = 'one';
	const one = await open();
	await until(() => events(one).length === 1);
	nex.shapes.replay = 'none';
	const none = await open();
	nex.addInsight({ content: 'Now' });
	await until(() => events(none).length === 1);
	expect(contents(many, 'insight.replay')).toEqual(Array.from({ length: 20 }, (_unused, i) => `Past ${i + 5}`));
	expect(contents(one, 'insight.replay')).toEqual(contents(many, 'insight.replay'));
	expect(contents(none, 'insight.replay')).toEqual([]);
});

test('a quiet stream has keepalive comments', async () => {
	await start({ keepAlive: 5 });
	const stream = await open();
	await until(() => stream.text.split(': keepalive\n\n').length > 3);
});

test('insights come by themselves if they are asked to', async () => {
	await start({ data: 'demo', insightEvery: 5 });
	const stream = await open();
	await until(() => contents(stream, 'insight.batch.created').length > 2);
});

test('connections are counted, and can be ended, reset, and reset in the middle of an event', async () => {
	await start();
	const ended = await open();
	expect([nex.stream.connections, nex.stream.opened, nex.inFlight]).toEqual([1, 1, 0]);
	nex.stream.drop();
	expect(await until(() => ended.ended)).toBe('end');
	const reset = await open();
	nex.stream.reset();
	expect(await until(() => reset.ended)).toBe('error');
	const cut = await open();
	nex.stream.resetMidEvent();
	expect(await until(() => cut.ended)).toBe('error');
	expect(events(cut)).toEqual([]);
	const left = await open();
	left.close();
	await until(() => nex.stream.connections === 0);
	expect(nex.stream.opened).toBe(4);
});

test('a half-open connection hears nothing and does not end, while a new one is well', async () => {
	await start({ keepAlive: 2 });
	const dead = await open();
	nex.stream.silence(true);
	await until(() => dead.text.includes('connected'));
	const heard = dead.text.length;
	const well = await open();
	nex.addInsight({ content: 'Unheard' });
	await until(() => well.text.includes('Unheard') && well.text.includes('keepalive'));
	expect([dead.text.slice(heard).includes('Unheard'), dead.ended]).toEqual([false, undefined]);
	nex.stream.silence(false);
	nex.addInsight({ content: 'Heard again' });
	await until(() => dead.text.includes('Heard again'));
});

test('raw bytes go to all connections as they are', async () => {
	await start();
	const stream = await open();
	nex.stream.write(Buffer.from('data: a\r\rdata: ü\r\n\r\n'));
	await until(() => stream.text.endsWith('data: a\r\rdata: ü\r\n\r\n'));
});

test('after a restart the port, the keys and the state are the same, and connections are gone', async () => {
	await start();
	const { url } = nex;
	const insight = nex.addInsight({ content: 'Kept' });
	const stream = await open();
	await nex.restart();
	expect(await until(() => stream.ended)).toBe('error');
	expect([nex.url, nex.stream.connections]).toEqual([url, 0]);
	const again = await open();
	await until(() => events(again)[0]?.data.insights[0]?.id === insight.id);
});

test.each<[boolean | 'rest' | 'stream', boolean, boolean]>([
	[true, true, true],
	['rest', true, false],
	['stream', false, true],
	[false, false, false],
])('with ids for "%s", REST has them: %s, the stream has them: %s', async (insightIds, inRest, streamed) => {
	await start();
	nex.shapes.insightIds = insightIds;
	const insight = nex.addInsight();
	const stream = await open();
	await until(() => events(stream).length === 1);
	expect(events(stream)[0]?.data.insights[0]?.id).toBe(streamed ? insight.id : undefined);
	const { data } = await ask<{ data: Array<{ id?: string }> }>(nex, 'GET', '/v1/insights');
	expect(data[0]?.id).toBe(inRest ? insight.id : undefined);
});

test('insights are found by window, by dates and by limit, in each envelope', async () => {
	await start();
	const hour = 3_600_000;
	const now = Date.now();
	nex.addInsights([1, 5, 30, -2].map((hours) => ({ content: `${hours} h`, created_at: new Date(now - hours * hour).toISOString() })));
	const read = async (query: string) =>
		(await ask<{ data: Array<{ content: string }> }>(nex, 'GET', `/v1/insights?${query}`)).data.map((insight) => insight.content);
	expect(await read('')).toEqual(['-2 h', '1 h', '5 h', '30 h']);
	expect(await read('last=1h30m')).toEqual(['-2 h', '1 h']);
	expect(await read('last=1d&limit=2')).toEqual(['-2 h', '1 h']);
	const at = (hours: number) => encodeURIComponent(new Date(now - hours * hour).toISOString());
	expect(await read(`from=${at(5)}&to=${at(1)}`)).toEqual(['1 h', '5 h']);
	nex.shapes.insights = 'array';
	expect(await ask(nex, 'GET', '/v1/insights')).toHaveLength(4);
	nex.shapes.insights = 'insights';
	nex.shapes.insightFields = 'full';
	expect(await ask(nex, 'GET', '/v1/insights?limit=1')).toMatchObject({
		insight_count: 1,
		insights: [{ content: '-2 h', confidence: 0.75, type_description: expect.any(String) }],
	});
});
