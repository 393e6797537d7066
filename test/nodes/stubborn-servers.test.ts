import { NexIntegration } from '../../nodes/NexIntegration/NexIntegration.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import { createPressure } from '../../nodes/shared/transport/pressure';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await nex.close();
});

test('a server that refuses for good with Retry-After: 0 is not asked without a pause', async () => {
	const { id } = nex.state.records.create('company', { name: 'Pine' });
	nex.faults.add({ operation: 'getRecord', times: 1e9, do: { status: 429, headers: { 'retry-after': '0' } } });
	const stop = new AbortController();
	setTimeout(() => stop.abort(), 2_000);
	await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'get', recordId: picked(id) },
		cancel: stop.signal,
	});
	expect(nex.requests.length).toBeLessThan(10);
});

test('a redirect to what is no address is shown as what Nex answered', async () => {
	nex.faults.add({ operation: 'listIntegrations', do: { redirect: 'https://[oops/', status: 308 } });
	const { error } = await runNode(new NexIntegration(), { credential: nex.credential, parameters: { operation: 'getMany' } });
	expect(error?.message).toContain('redirect');
});

test('a clock that is set back while a server wants to be left alone holds nothing up', async () => {
	let now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	const pressure = createPressure();
	(await pressure.acquire()).release('refused', 100);
	now -= 3_600_000;
	let started = false;
	void pressure.acquire().then(() => (started = true));
	for (let i = 0; i < 10 && !started; i++) {
		now += 100;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	expect(started).toBe(true);
});
