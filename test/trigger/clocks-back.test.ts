import { happen, host, ids, MINUTE, nex, person } from '../support/timeline-hosts';
import { pass, settle } from '../support/virtual-time';

const HOUR = 3_600_000;

/** Sets the clocks of this machine and of Nex back. As n8n's scheduler waits until they show again what they have shown, it looks here. */
async function setBack(hours: number, n8n: ReturnType<typeof host>): Promise<{ look: () => Promise<void> }> {
	jest.setSystemTime(Date.now() - hours * HOUR);
	const look = async () => {
		await pass(MINUTE);
		for (const tick of n8n.ticks) tick(new Date());
		await settle();
		await pass(1_000);
	};
	await look();
	return { look };
}

const sources = [
	{
		name: 'a timeline event',
		parameters: () => ids([person('Ida')]),
		add: (id: string) => happen(nex.state.records.store.ofType('person')[0]?.id ?? '', id),
	},
	{ name: 'a notification', parameters: () => ({ event: 'notification' }), add: (id: string) => nex.state.notifications.add({ id }) },
];

test.each(sources)('after every clock was set back two hours $name starts the workflow once, and nothing else does', async (source) => {
	const parameters = source.parameters();
	source.add('old1');
	await pass(MINUTE);
	source.add('old2');
	const n8n = host(parameters);
	await n8n.activate();
	await pass(10 * MINUTE);
	source.add('before');
	await pass(2 * MINUTE);
	const { look } = await setBack(2, n8n);
	for (const id of ['e1', 'e2']) {
		source.add(id);
		await look();
	}
	await pass(3 * HOUR, MINUTE);
	source.add('after');
	await pass(3 * MINUTE);
	expect(n8n.items.map(({ id }) => id)).toEqual(['before', 'e1', 'e2', 'after']);
});
