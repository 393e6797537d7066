import { afterAbsence, contents, killed, MINUTE, names, nex, SECOND } from '../support/insight-hosts';
import { pass, passUntil } from '../support/virtual-time';

test.each([0, 2])('thousands of missed insights arrive, each once, if REST fails %i times at first', async (times) => {
	const second = await afterAbsence(4_000, 10);
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

test('thousands of missed insights arrive if REST failed, hundreds came live meanwhile, and n8n was killed then', async () => {
	const second = await afterAbsence(4_000, 10);
	nex.faults.add({ operation: 'getInsights', skip: 1, times: 1_000, do: { status: 500 } });
	await second.activate('init');
	await pass(MINUTE);
	nex.addInsights(Array.from({ length: 300 }, (_none, index) => ({ content: `live ${index}` })));
	await passUntil(() => contents(second).includes('live 299'), 'what comes live', 30 * MINUTE, SECOND);
	nex.faults.clear();
	const third = await killed(second);
	await passUntil(() => new Set([...contents(second), ...contents(third)]).size >= 4_300, 'all of them', 30 * MINUTE, SECOND).catch(
		() => undefined,
	);
	const found = new Set([...contents(second), ...contents(third)]);
	expect(names(4_000).filter((name) => !found.has(name))).toEqual([]);
});
