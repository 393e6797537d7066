import { contents, hosts, listening, MINUTE, names, nex, numbered, SECOND } from '../support/insight-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

/** A trigger that was off while 4,000 insights came, about to start. */
async function afterAbsence(): Promise<TriggerHost> {
	const first = await listening();
	nex.addInsights([{ content: 'before' }]);
	await passUntil(() => first.executions.length === 1, 'one');
	await first.deactivate();
	const now = nex.state.time();
	nex.addInsights(
		numbered(4_000, (index) => ({ created_at: new Date(now + 1 + index * 10).toISOString() })),
		{ emit: false },
	);
	await pass(MINUTE, 10 * SECOND);
	const second = first.survivor();
	hosts.push(second);
	return second;
}

test.each([0, 2])('thousands of missed insights arrive, each once, where REST fails %i times at first', async (times) => {
	const second = await afterAbsence();
	// The first contact succeeds; then REST fails twice.
	if (times > 0) nex.faults.add({ operation: 'getInsights', skip: 1, times, do: { status: 500 } });
	await second.activate('init');
	await passUntil(() => new Set(contents(second)).size >= 4_000, 'all of them', 30 * MINUTE, SECOND).catch(() => undefined);
	// Nor does it come later.
	nex.stream.drop();
	await pass(3 * 60 * MINUTE, 30 * SECOND);
	const found = new Set(contents(second));
	const lost = names(4_000).filter((name) => !found.has(name));
	expect([lost.length, lost[0], lost.at(-1)]).toEqual([0, undefined, undefined]);
	expect([second.duplicates.length, contents(second).length]).toEqual([0, 4_000]);
});

test('thousands of missed insights arrive where REST failed, hundreds came live meanwhile, and n8n was killed then', async () => {
	const second = await afterAbsence();
	nex.faults.add({ operation: 'getInsights', skip: 1, times: 1_000, do: { status: 500 } });
	await second.activate('init');
	await pass(MINUTE);
	nex.addInsights(Array.from({ length: 300 }, (_none, index) => ({ content: `live ${index}` })));
	await passUntil(() => contents(second).includes('live 299'), 'what comes live', 30 * MINUTE, SECOND);
	second.kill();
	await second.deactivate();
	nex.faults.clear();
	const third = second.survivor({ workflowId: `again ${nex.url}` });
	hosts.push(third);
	await third.activate('init');
	await passUntil(() => new Set([...contents(second), ...contents(third)]).size >= 4_300, 'all of them', 30 * MINUTE, SECOND).catch(
		() => undefined,
	);
	const found = new Set([...contents(second), ...contents(third)]);
	expect(names(4_000).filter((name) => !found.has(name))).toEqual([]);
});
