import { host, killed, MINUTE, nex, republished } from '../support/timeline-hosts';
import { isN8n1 } from '../support/n8n-versions';
import type { HostOptions } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

const notify = (id: string | null, more: object = {}) => nex.state.notifications.add({ id, ...more } as { id: string });
const onNotification = (parameters: Record<string, unknown> = {}, options: Partial<HostOptions> = {}) =>
	host({ event: 'notification', ...parameters }, options);
const started = (of: { items: { id?: unknown }[] }) => of.items.map(({ id }) => id);
const at = (milliseconds: number) => new Date(nex.state.time() + milliseconds).toISOString();

test('what Nex puts into the feed starts the workflow, each once, and what was there before does not', async () => {
	notify('old', { sent_at: at(-1_000), alert_time: at(-1_000) });
	const n8n = onNotification();
	await n8n.activate();
	await pass(MINUTE);
	notify('n1');
	await pass(3 * MINUTE);
	notify('n2');
	await pass(3 * MINUTE);
	expect(started(n8n)).toEqual(['n1', 'n2']);
});

test('nothing is lost or doubled through a restart and the death of the process', async () => {
	const first = onNotification({}, { runs: 'never' });
	await first.activate();
	await pass(MINUTE);
	notify('n1');
	await pass(MINUTE);
	notify('n2');
	const second = await killed(first, { runs: 0 });
	await pass(2 * MINUTE);
	await second.deactivate();
	notify('n3');
	await second.activate('init');
	await pass(2 * MINUTE);
	// n8n 1 knows no keys, so what was going on when it died may start again.
	expect([...new Set([...started(first), ...started(second)])].sort()).toEqual(['n1', 'n2', 'n3']);
	if (!isN8n1) expect([...started(first), ...started(second)]).toHaveLength(3);
});

test('items without an ID or a time start the workflow once each', async () => {
	const n8n = onNotification();
	await n8n.activate();
	await pass(MINUTE);
	for (const title of ['a', 'b', 'c']) notify(null, { content: { important_items: [{ title }], entity_changes: [] } });
	await pass(4 * MINUTE);
	expect(n8n.items).toHaveLength(3);
});

test('only notifications of the types and rules that were chosen start the workflow', async () => {
	const types = onNotification({ notificationFilters: { types: 'Daily_Digest' } });
	const rules = onNotification({ notificationFilters: { rules: ['deals that go quiet'] } });
	await types.activate();
	await rules.activate();
	await pass(MINUTE);
	notify('digest', { type: 'daily_digest' });
	notify('quiet', { rule_name: 'Deals That Go Quiet' });
	notify('other', { rule_name: 'Late Tasks' });
	await pass(2 * MINUTE);
	expect(started(types)).toEqual(['digest']);
	expect(started(rules)).toEqual(['quiet']);
});

test('Start From delivers what was sent since, oldest first', async () => {
	for (const hours of [1, 2, 3]) notify(`h${hours}`, { sent_at: at(-hours * 3_600_000), alert_time: at(-hours * 3_600_000) });
	const n8n = onNotification({ notificationSince: at(-2.5 * 3_600_000) });
	await n8n.activate();
	await pass(MINUTE);
	expect(started(n8n)).toEqual(['h2', 'h1']);
});

test('Start From may be a time that is still to come', async () => {
	const n8n = onNotification({ notificationSince: at(10 * MINUTE) });
	await n8n.activate();
	await pass(5 * MINUTE);
	notify('early');
	await pass(10 * MINUTE);
	notify('n1');
	await pass(2 * MINUTE);
	expect(started(n8n)).toEqual(['n1']);
});

test('more notifications than Nex gives at once are told of, not passed over in silence', async () => {
	const n8n = onNotification();
	await n8n.activate();
	await pass(MINUTE);
	for (let index = 0; index < 70; index++) notify(`n${index}`, { sent_at: at(index + 1) });
	await pass(3 * MINUTE);
	expect(started(n8n)).toEqual(Array.from({ length: 50 }, (_none, index) => `n${index + 20}`));
	expect(n8n.failures.map(({ message }) => message)).toEqual([expect.stringContaining('More than 50 notifications')]);
});

test.each([-2, 2])(
	'notifications that are dated %i hours beside the clock start the workflow once each, and none is told as missed',
	async (hours) => {
		const dated = (id: string) => notify(id, { sent_at: at(hours * 3_600_000), alert_time: at(hours * 3_600_000) });
		dated('old');
		await pass(MINUTE);
		const first = onNotification();
		await first.activate();
		const sent = Array.from({ length: 60 }, (_none, index) => `n${index}`);
		for (const id of sent.slice(0, 30)) {
			dated(id);
			await pass(MINUTE / 2, MINUTE / 2);
		}
		await passUntil(() => first.items.length === 30, 'the first half', 5 * MINUTE);
		await first.deactivate();
		for (const id of sent.slice(30)) dated(id);
		const second = await republished(first);
		await passUntil(() => second.items.length === 30, 'the second half', 5 * MINUTE);
		await pass(3 * MINUTE);
		expect([...started(first), ...started(second)].sort()).toEqual([...sent].sort());
		expect([...first.failures, ...second.failures]).toEqual([]);
	},
);

test('an outage loses nothing, and a refused key is told', async () => {
	const n8n = onNotification();
	await n8n.activate();
	await pass(MINUTE);
	nex.faults.add({ operation: 'getNotificationFeed', times: 3, do: { status: 503 } });
	notify('n1');
	await pass(6 * MINUTE);
	expect(started(n8n)).toEqual(['n1']);
	const refused = onNotification({}, { credential: { ...nex.credential, apiKey: nex.addKey(['task.read']) } });
	await expect(refused.activate()).rejects.toThrow('notification.read');
});

test('the editor shows the newest notification at once', async () => {
	notify('n1', { sent_at: at(-1_000) });
	notify('n2');
	expect((await onNotification().test()).map(({ json }) => json.id)).toEqual(['n2']);
});

test.each([
	['is begun again, once, if that is wanted', true, 1],
	['is not begun again otherwise', false, 0],
])('a run that a kill of n8n cut off %s', async (_what, beginsAgain, times) => {
	// n8n 1 knows no keys, and begins it again in any case.
	if (isN8n1) return;
	const first = onNotification({ options: { beginsAgain } }, { runs: 'never' });
	await first.activate();
	notify('n1');
	await passUntil(() => first.items.length > 0, 'the run', 3 * MINUTE);
	const second = await killed(first, { runs: 0 });
	await passUntil(() => second.items.length + second.duplicates.length > 0, 'what was cut off', 3 * MINUTE);
	await pass(2 * MINUTE);
	expect(started(second)).toEqual(Array.from({ length: times }, () => 'n1'));
	notify('n2');
	await passUntil(() => second.items.length > times, 'the next', 3 * MINUTE);
	expect(started(second).slice(times)).toEqual(['n2']);
});
