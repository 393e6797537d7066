import { sources } from '../support/sources';
import { host, MINUTE, nex } from '../support/timeline-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { pass, passUntil } from '../support/virtual-time';

const remove = (n8n: TriggerHost) => {
	n8n.credentials.failure = new Error('Credential with ID "1" does not exist for type "nexApi". sk-of-somebody');
};
const empty = (n8n: TriggerHost) => {
	n8n.credentials.nexApi = { ...nex.credential, apiKey: '' };
};
const repair = (n8n: TriggerHost) => {
	delete n8n.credentials.failure;
	n8n.credentials.nexApi = { ...nex.credential };
};

describe.each(sources)('$name', ({ parameters, add }) => {
	const started = (n8n: TriggerHost) => n8n.items.map(({ id }) => id);

	const atWork = async (): Promise<TriggerHost> => {
		const n8n = host(parameters());
		await n8n.activate();
		await pass(2 * MINUTE);
		add('e1');
		await passUntil(() => n8n.items.length === 1, 'the first event', 3 * MINUTE);
		return n8n;
	};

	test.each([
		['cannot be read any more', remove, 'n8n cannot read the Nex API credential'],
		['has lost its key', empty, 'The API Key is empty'],
	])('a credential that %s ends all requests and is told once, and nothing is lost once it is there again', async (_what, lose, words) => {
		const n8n = await atWork();
		for (const times of [1, 2]) {
			lose(n8n);
			await pass(4 * MINUTE);
			const before = nex.requests.length;
			add(`e${times + 1}`);
			await pass(70 * MINUTE, 10_000);
			expect([nex.requests.length - before, nex.stream.connections, n8n.items.length]).toEqual([0, 0, times]);
			expect(n8n.failures.map(({ message }) => message)).toEqual(Array.from({ length: times }, () => expect.stringContaining(words)));
			repair(n8n);
			await passUntil(() => n8n.items.length === times + 1, 'what came meanwhile', 3 * MINUTE);
		}
		await pass(2 * MINUTE);
		expect(started(n8n)).toEqual(['e1', 'e2', 'e3']);
		expect([n8n.failures.length, n8n.fatal]).toEqual([2, []]);
		expect(JSON.stringify(n8n.failures) + n8n.warnings.join()).not.toContain('sk-of-somebody');
	});

	test('a credential that cannot be read for a moment changes nothing', async () => {
		const n8n = await atWork();
		remove(n8n);
		await pass(MINUTE);
		repair(n8n);
		add('e2');
		await passUntil(() => n8n.items.length === 2, 'the next event', 3 * MINUTE);
		await pass(5 * MINUTE);
		expect(started(n8n)).toEqual(['e1', 'e2']);
		expect(n8n.failures).toEqual([]);
	});
});

test('triggers that share a credential ask n8n for it once a minute, however many they are', async () => {
	let readings = 0;
	for (let count = 0; count < 3; count++) {
		const n8n = host({ event: 'insight' });
		const { nexApi } = n8n.credentials;
		Object.defineProperty(n8n.credentials, 'nexApi', { get: () => (readings++, nexApi) });
		await n8n.activate();
	}
	await pass(2 * MINUTE);
	const before = readings;
	await pass(10 * MINUTE);
	expect(nex.stream.connections).toBe(1);
	expect(readings - before).toBeGreaterThan(0);
	expect(readings - before).toBeLessThanOrEqual(11);
});
