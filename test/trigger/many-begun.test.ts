import { encode, identityOf, short } from '../../nodes/NexTrigger/identity';
import { afterKill } from '../support/another-process';
import { sources } from '../support/sources';
import { host, hosts, MINUTE } from '../support/timeline-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

/** Ten runs of so many events each, which were with n8n when it was killed. */
const runs = (events: number): string[] =>
	Array.from({ length: 10 }, (_none, run) =>
		encode(Array.from({ length: events }, (_one, place) => identityOf(short(`${run}-${place}`), short(`words of ${run}-${place}`), 1_000))),
	);

/** The same database, in which the trigger's state says more. */
function withState(staticData: string, more: object): string {
	const data = JSON.parse(staticData) as { global: Record<string, object> };
	const global = Object.entries(data.global).map(([key, state]) => [key, key.startsWith('nexTrigger:') ? { ...state, ...more } : state]);
	return JSON.stringify({ ...data, global: Object.fromEntries(global) as object });
}

describe.each(sources)('$name', ({ parameters, add }) => {
	const activated = async (n8n: TriggerHost): Promise<TriggerHost> => {
		if (!hosts.includes(n8n)) hosts.push(n8n);
		await n8n.activate();
		await pass(2 * MINUTE);
		return n8n;
	};

	test.each([
		['again', 1],
		['again', 26],
		['again', 100],
		['started', 26],
		['started', 100],
	])('goes on after a restart with ten runs in "%s" of %i events each', async (field, events) => {
		const first = await activated(host(parameters()));
		const next = await activated(await afterKill(first, { staticData: withState(first.staticData, { [field]: runs(events) }) }));
		add('e1');
		await passUntil(() => next.items.some(({ id }) => id === 'e1'), 'what happened after the restart', 10 * MINUTE);
		expect(next.items.map(({ id }) => id)).toEqual(['e1']);
		expect([next.failures, next.fatal]).toEqual([[], []]);
	});
});
