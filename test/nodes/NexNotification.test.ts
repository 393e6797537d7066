import { NexNotification } from '../../nodes/NexNotification/NexNotification.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { editorContext, runNode } from '../support/host';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
});
afterEach(async () => await nex.close());

const run = async (parameters: Record<string, unknown>, json = {}) =>
	await runNode(new NexNotification(), { credential: nex.credential, parameters, items: [{ json }] });
const update = async (updateFields: Record<string, unknown>, json = {}) =>
	await run({ operation: 'updatePreferences', updateFields }, json);

describe('The feed', () => {
	test.each([51, 0, 1.5])('refuses a Limit of %p, before anything is sent', async (limit) => {
		const { error } = await run({ operation: 'getFeed', limit });
		expect(error?.message).toContain('"Limit"');
		expect(nex.requests).toEqual([]);
	});

	test('gives 50 at once', async () => {
		for (let i = 0; i < 60; i++) nex.state.notifications.add();
		const { items } = await run({ operation: 'getFeed', limit: 50 });
		expect(items).toHaveLength(50);
	});

	test('refuses a Since that is no date, and names it', async () => {
		const { error } = await run({ operation: 'getFeed', filters: { since: 'some day' } });
		expect(error?.message).toContain('"Since" is not a date');
	});
});

describe('Updating preferences', () => {
	test('replaces the types by those chosen and those written, each once', async () => {
		await update({ enabledTypes: ['daily_digest', 'task_assigned'], otherTypes: 'deal_alert, daily_digest' });
		expect(nex.requests[0]?.body).toEqual({ enabled_types: ['daily_digest', 'task_assigned', 'deal_alert'] });
	});

	test('takes a list of types from an expression', async () => {
		await update({ otherTypes: '={{ $json.types }}' }, { types: ['daily_digest', 'weekly_digest'] });
		expect(nex.requests[0]?.body).toEqual({ enabled_types: ['daily_digest', 'weekly_digest'] });
	});

	test('turns nothing off by accident, if a list of types is empty', async () => {
		await update({ enabledTypes: [], otherTypes: '={{ [] }}', frequencyMinutes: 30 });
		expect(nex.requests[0]?.body).toEqual({ frequency_minutes: 30 });
	});

	test('turns all types off on purpose', async () => {
		await update({ noTypes: true });
		expect(nex.requests[0]?.body).toEqual({ enabled_types: [] });
	});

	test('refuses to change nothing, and a frequency under a minute', async () => {
		expect((await update({})).error?.message).toContain('"Update Fields" has no value to write');
		expect((await update({ frequencyMinutes: 0 })).error?.message).toContain('"Frequency (Minutes)"');
		expect(nex.requests).toEqual([]);
	});
});

test('Return All gives every rule', async () => {
	for (let i = 0; i < 60; i++) nex.state.notifications.createRule(`Rule ${i}`);
	const { items } = await run({ operation: 'getManyRules', returnAll: true });
	expect(items).toHaveLength(60);
});

describe('The rule picker', () => {
	const { searchNotificationRules } = new NexNotification().methods.listSearch;
	const context = (credential = nex.credential) => editorContext(new NexNotification(), { operation: 'getRule' }, credential);

	test('lists rules by name, and searches names and prompts', async () => {
		nex.state.notifications.createRule('Tell me of competitors');
		const { id } = nex.state.notifications.createRule('Tell me of renewals');
		expect((await searchNotificationRules.call(context())).results).toHaveLength(2);
		expect((await searchNotificationRules.call(context(), 'RENEW')).results).toEqual([{ name: 'Tell me of renewals', value: id }]);
	});

	test('says which scope is missing, if the key may not list rules', async () => {
		const apiKey = nex.addKey(SCOPES.filter((scope) => scope !== 'notification.read'));
		await expect(searchNotificationRules.call(context({ ...nex.credential, apiKey }))).rejects.toThrow('"notification.read"');
	});
});
