import { short } from '../../nodes/NexTrigger/identity';
import { contents, killed, listening, MINUTE, nex, SECOND } from '../support/insight-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

const NOISY = 250;
const RUN = 10 * SECOND;

const about = (name: string) => ({ entities: [{ id: short(name), name, type: 'person' }] });

/** So many insights about one record, a moment apart. */
const addNoisy = (emit: boolean, who: object = about('Ida Berg')) => {
	const now = nex.state.time();
	const insights = Array.from({ length: NOISY }, (_none, index) => ({
		content: `n${index}`,
		...who,
		created_at: new Date(now - NOISY + index).toISOString(),
	}));
	for (let first = 0; first < NOISY; first += 50) nex.addInsights(insights.slice(first, first + 50), { emit });
};

/** Runs about the noisy record take their time, all others none. */
const withRuns = (of: TriggerHost): TriggerHost => {
	of.runs = 'never';
	of.onExecution = ({ items, end }) => {
		const isNoisy = String(items[0]?.json.content).startsWith('n');
		if (isNoisy) setTimeout(end, RUN);
		else setImmediate(end);
	};
	return of;
};

const noisyOf = (all: TriggerHost[]) => all.flatMap(contents).filter((content) => content.startsWith('n'));
const inOrder = Array.from({ length: NOISY }, (_none, index) => `n${index}`);

test.each([
	['over the stream', true, about('Ida Berg')],
	['over the stream, which alone says whom they are about,', true, { target: { type: 'entity', hint: 'Ida Berg' } }],
	['over REST', false, about('Ida Berg')],
])('while %s one record has more insights than can wait, others start at once, and its own all start in order', async (_how, emit, who) => {
	const n8n = withRuns(await listening());
	if (!emit) nex.stream.drop();
	addNoisy(emit, who);
	await passUntil(() => contents(n8n).includes('n0'), 'the first about the noisy record');
	for (let index = 0; index < 20; index++) {
		nex.addInsights([{ content: `other ${index}`, ...about(`Ola ${index}`) }]);
		await passUntil(() => contents(n8n).includes(`other ${index}`), 'the insight about another record', MINUTE);
		await pass(20 * SECOND, 5 * SECOND);
	}
	await passUntil(() => noisyOf([n8n]).length >= NOISY, 'all of the noisy record', NOISY * RUN + 10 * MINUTE, 5 * SECOND);
	await pass(5 * MINUTE, 10 * SECOND);
	expect(noisyOf([n8n])).toEqual(inOrder);
	expect(contents(n8n)).toHaveLength(NOISY + 20);
	expect(n8n.duplicates).toEqual([]);
});

test('what waits for a noisy record comes after a kill, once, though more about others was started than is remembered', async () => {
	const first = withRuns(await listening());
	addNoisy(true);
	await passUntil(() => contents(first).includes('n0'), 'the first about the noisy record');
	const others = 1_400;
	for (let index = 0; index < others; index += 100) {
		nex.addInsights(Array.from({ length: 100 }, (_none, more) => ({ content: `other ${index + more}`, ...about(`Ola ${index + more}`) })));
		await pass(2 * SECOND);
	}
	await passUntil(() => first.items.length - noisyOf([first]).length >= others, 'all about others');
	const started = noisyOf([first]).length;
	await passUntil(() => noisyOf([first]).length > started, 'the next of the noisy record, with which n8n stores the state');
	const second = withRuns(await killed(first));
	const all = () => [...new Set(noisyOf([first, second]))];
	await passUntil(() => all().length >= NOISY, 'all of the noisy record', NOISY * RUN + 10 * MINUTE, 5 * SECOND);
	await pass(5 * MINUTE, 10 * SECOND);
	expect(all()).toEqual(inOrder);
	// The one that was running comes again if n8n does not know it.
	expect(noisyOf([first, second]).length).toBeLessThanOrEqual(NOISY + 1);
	expect(second.items.length).toBe(noisyOf([second]).length);
});
