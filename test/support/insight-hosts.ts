import { host, hosts, nex, withEmptyNex } from './hosts';
import type { HostOptions, TriggerHost } from './trigger-host';
import { pass, passUntil, settle, stopTime } from './virtual-time';

export { host, hosts, killed, nex, replaceNex, republished } from './hosts';

// Only tests move time.
beforeEach(() => stopTime());
withEmptyNex();

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

export async function listening(options: Partial<HostOptions> = {}): Promise<TriggerHost> {
	const made = host(options);
	await made.activate();
	await passUntil(() => nex.stream.connections > 0, 'the stream is open');
	await settle();
	return made;
}

export const contents = (of: TriggerHost) => of.items.map(({ content }) => String(content));
export const asked = (operation: string) => nex.requests.filter((request) => request.operation === operation).length;
export const numbered = (count: number, more: (index: number) => object = () => ({})) =>
	Array.from({ length: count }, (_none, index) => ({ content: `n${index}`, ...more(index) }));
export const names = (count: number) => numbered(count).map(({ content }) => content);

/** A trigger that was off while so many insights came, so many milliseconds apart, and about to start. */
export async function afterAbsence(count: number, apart: number): Promise<TriggerHost> {
	const first = await listening();
	nex.addInsights([{ content: 'before' }]);
	await passUntil(() => first.executions.length === 1, 'one');
	await first.deactivate();
	const now = nex.state.time();
	nex.addInsights(
		numbered(count, (index) => ({ created_at: new Date(now + 1 + index * apart).toISOString() })),
		{ emit: false },
	);
	await pass(count * apart + 10 * MINUTE, MINUTE);
	const second = first.survivor();
	hosts.push(second);
	return second;
}
