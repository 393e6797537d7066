import { startNexServer } from '../nex-server';
import type { NexServer } from '../nex-server';
import { happen, host, ids, MINUTE, nex, ofType, person, republished } from '../support/timeline-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

let other: NexServer;

beforeEach(async () => {
	other = await startNexServer({ data: 'empty', exchangeLog: '' });
});

afterEach(() => other.close());

const SCOPES = ['insight.stream', 'notification.read', 'record.read'] as const;

const started = (of: TriggerHost[]) => of.flatMap(({ items }) => items.map(({ id }) => String(id)));
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60_000).toISOString();

/** What each source is asked to do alike: something happens in a workspace, now or in the past. */
interface Source {
	name: string;
	parameters(): Record<string, unknown>;
	happen(where: NexServer, id: string, at?: string): void;
}

const recordIn = (where: NexServer): string => {
	const [record] = where.state.records.store.ofType('person');
	return record?.id ?? where.state.records.create('person', { name: 'Ida Holm' }).id;
};

const onTimeline = (where: NexServer, id: string, at?: string) =>
	where.state.timelines.add(recordIn(where), { id, ...(at !== undefined && { event_timestamp: at }) });

const sources: Source[] = [
	{
		name: 'On New Insight',
		parameters: () => ({ event: 'insight' }),
		happen: (where, id, at) => void where.addInsights([{ id, content: id, ...(at !== undefined && { created_at: at }) }]),
	},
	{
		name: 'On Notification',
		parameters: () => ({ event: 'notification' }),
		happen: (where, id, at) => where.state.notifications.add({ id, ...(at !== undefined && { sent_at: at, alert_time: at }) }),
	},
	{ name: 'On Timeline Event, all records', parameters: () => ofType('person'), happen: onTimeline },
	{ name: 'On Timeline Event, chosen records', parameters: () => ids([recordIn(nex)]), happen: onTimeline },
];

/** Puts a workspace at the address of another: then only the key tells them apart. */
const movesTo = async (port: number, key: string) => await startNexServer({ data: 'empty', exchangeLog: '', port, key });

describe.each(sources)('$name', ({ parameters, happen: add }) => {
	const history = (where: NexServer, name: string, count = 30) => {
		for (let index = count; index > 0; index--) add(where, `${name}${index}`, hoursAgo(index / 100));
	};

	/** A trigger that knows something of the first workspace. */
	const atWork = async (): Promise<TriggerHost> => {
		recordIn(nex);
		await pass(1_000);
		recordIn(other);
		add(nex, 'old', hoursAgo(1));
		const n8n = host(parameters());
		await n8n.activate();
		add(nex, 'a1');
		await passUntil(() => n8n.items.length > 0, 'the first event', 3 * MINUTE);
		return n8n;
	};

	test('a credential that leads to another workspace starts nothing of its past, nor does the way back', async () => {
		const n8n = await atWork();
		history(other, 'b-old');
		Object.assign(n8n.credentials.nexApi ?? {}, other.credential);
		await pass(3 * MINUTE);
		expect(started([n8n])).toEqual(['a1']);
		add(other, 'b1');
		await passUntil(() => n8n.items.length > 1, 'news of the other workspace', 3 * MINUTE);
		Object.assign(n8n.credentials.nexApi ?? {}, nex.credential);
		await pass(3 * MINUTE);
		add(nex, 'a2');
		await passUntil(() => n8n.items.length > 2, 'news of the first workspace', 3 * MINUTE);
		await pass(2 * MINUTE);
		expect(started([n8n])).toEqual(['a1', 'b1', 'a2']);
	});

	test('nor does one that was changed while the workflow was off', async () => {
		const n8n = await atWork();
		await n8n.deactivate();
		history(other, 'b-old');
		add(other, 'b-just-now');
		const next = await republished(n8n, { credential: other.credential });
		await pass(3 * MINUTE);
		expect(started([next])).toEqual([]);
		add(other, 'b1');
		await passUntil(() => next.items.length > 0, 'news of the other workspace', 3 * MINUTE);
		await pass(2 * MINUTE);
		expect(started([next])).toEqual(['b1']);
	});

	test('another key of the same workspace loses nothing and doubles nothing, also while the old one is refused', async () => {
		const n8n = await atWork();
		nex.revokeKey(nex.key);
		add(nex, 'a2');
		await pass(3 * MINUTE);
		add(nex, 'a3');
		const apiKey = nex.addKey(SCOPES);
		Object.assign(n8n.credentials.nexApi ?? {}, { ...nex.credential, apiKey });
		await passUntil(() => n8n.items.length > 2, 'what came meanwhile', 3 * MINUTE);
		await n8n.deactivate();
		add(nex, 'a4');
		const next = await republished(n8n, { credential: { ...nex.credential, apiKey: nex.addKey(SCOPES) } });
		await passUntil(() => next.items.length > 0, 'what came while it was off', 3 * MINUTE);
		await pass(2 * MINUTE);
		expect(started([n8n, next])).toEqual(['a1', 'a2', 'a3', 'a4']);
	});

	test('a key that opens another workspace at the same address starts nothing of its past', async () => {
		const n8n = await atWork();
		const port = Number(new URL(nex.url).port);
		const restarts = nex.credential;
		await nex.close();
		const moved = await movesTo(port, 'sk-another');
		try {
			recordIn(moved);
			history(moved, 'b-old');
			Object.assign(n8n.credentials.nexApi ?? {}, { ...restarts, apiKey: 'sk-another' });
			await pass(3 * MINUTE);
			add(moved, 'b1');
			await passUntil(() => n8n.items.length > 1, 'news of the other workspace', 3 * MINUTE);
			await pass(2 * MINUTE);
			expect(started([n8n])).toEqual(['a1', 'b1']);
		} finally {
			await n8n.deactivate();
			await moved.close();
		}
	});

	test('a trigger that knows nothing yet takes no past of another workspace for news, and keeps what comes after another key', async () => {
		recordIn(nex);
		await pass(1_000);
		recordIn(other);
		const n8n = host(parameters());
		const rotated = host(parameters(), { credentialId: '2' });
		await n8n.activate();
		await rotated.activate();
		await pass(2 * MINUTE);
		history(other, 'b-old');
		Object.assign(n8n.credentials.nexApi ?? {}, other.credential);
		Object.assign(rotated.credentials.nexApi ?? {}, { apiKey: nex.addKey(SCOPES) });
		// A stream that is open notices within a minute.
		await pass(2 * MINUTE);
		add(nex, 'a1');
		await passUntil(() => rotated.items.length > 0, 'what came with the other key', 3 * MINUTE);
		await pass(3 * MINUTE);
		expect(started([n8n])).toEqual([]);
		expect(started([rotated])).toEqual(['a1']);
	});
});

test('a record that the other workspace lacks is followed again once the credential leads back', async () => {
	const anna = person('Anna');
	const berta = person('Berta');
	happen(berta, 'old');
	const n8n = host(ids([berta]));
	await n8n.activate();
	happen(berta, 'a1');
	await passUntil(() => n8n.items.length > 0, 'the first event', 3 * MINUTE);
	recordIn(other);
	expect(recordIn(other)).toBe(anna);
	Object.assign(n8n.credentials.nexApi ?? {}, other.credential);
	await pass(3 * MINUTE);
	Object.assign(n8n.credentials.nexApi ?? {}, nex.credential);
	await pass(12 * MINUTE);
	happen(berta, 'a2');
	await passUntil(() => n8n.items.length > 1, 'news of the first workspace', 12 * MINUTE);
	expect(started([n8n])).toEqual(['a1', 'a2']);
});
