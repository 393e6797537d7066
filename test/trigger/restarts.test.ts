import { contents, killed, listening, MINUTE, nex, SECOND } from '../support/insight-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

/** n8n starts anew and remembers none of its runs, as with "Save successful executions: none". */
const restarted = async (before: TriggerHost) => await killed(before, { keys: new Set() });

test('what was handed over again after a restart is not handed over at the next, though n8n has forgotten its runs', async () => {
	const first = await listening();
	nex.addInsights([{ content: 'x' }]);
	await passUntil(() => first.executions.length === 1, 'the run');
	const second = await restarted(first);
	await passUntil(() => second.executions.length > 0, 'the run that n8n has forgotten');
	const third = await restarted(second);
	await pass(5 * MINUTE, 5 * SECOND);
	const fourth = await restarted(third);
	await pass(5 * MINUTE, 5 * SECOND);
	expect([...contents(third), ...contents(fourth)]).toEqual([]);
	nex.addInsights([{ content: 'y' }]);
	await passUntil(() => contents(fourth).includes('y'), 'the next insight');
	expect(contents(fourth)).toEqual(['y']);
});

test.each([20, 60])('insights that are dated %i minutes before they come are missed by no drop of the stream', async (minutes) => {
	const dated = (content: string) => ({ content, created_at: new Date(nex.state.time() - minutes * MINUTE).toISOString() });
	const n8n = await listening();
	for (let round = 0; round < 4; round++) {
		nex.addInsights([dated(`live ${round}`)]);
		await passUntil(() => contents(n8n).includes(`live ${round}`), 'the live one');
		await pass(3 * MINUTE, 5 * SECOND);
		nex.stream.drop();
		nex.addInsights([dated(`missed ${round}`)], { emit: false });
		await passUntil(() => contents(n8n).includes(`missed ${round}`), 'the missed one', 5 * MINUTE);
		await pass(70 * MINUTE, 30 * SECOND);
	}
	expect(contents(n8n)).toHaveLength(8);
});

test('after the clock was set back an hour nothing is missed by a drop of the stream', async () => {
	const n8n = await listening();
	nex.addInsights([{ content: 'before' }]);
	await passUntil(() => n8n.executions.length === 1, 'the first');
	await pass(70 * MINUTE, 30 * SECOND);
	jest.setSystemTime(Date.now() - 60 * MINUTE);
	nex.stream.drop();
	nex.addInsights([{ content: 'after' }], { emit: false });
	await passUntil(() => contents(n8n).includes('after'), 'the missed one', 5 * MINUTE);
	await pass(5 * MINUTE, 10 * SECOND);
	expect(contents(n8n)).toEqual(['before', 'after']);
});
