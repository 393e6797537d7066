import { happen, host, ids, person, seen } from '../support/timeline-hosts';
import { pass } from '../support/virtual-time';

const at = (...cronExpressions: string[]) => ({
	pollTimes: { item: cronExpressions.map((cronExpression) => ({ mode: 'custom', cronExpression })) },
});

describe('A time to poll that n8n cannot schedule is refused at publication, and starts nothing', () => {
	test.each([
		'nonsense',
		'',
		'* * * *',
		'61 * * * *',
		'* 24 * * *',
		'*/0 * * * *',
		'5-1 * * * *',
		'* * * * * * *',
		'1,,2 * * * *',
		'0 0 ? * 1',
	])('%s', async (expression) => {
		const ida = person('Ida');
		happen(ida, 'before');
		const n8n = host({ ...ids([ida]), ...at(expression), timelineSince: '2020-01-01T00:00:00Z' });
		await expect(n8n.activate()).rejects.toThrow('"Poll Times"');
		expect(n8n.executions).toEqual([]);
	});
	test.each(['*/10 * * * * *', '@secondly'])('more than once a minute: %s', async (expression) => {
		const n8n = host({ ...ids([person('Ida')]), ...at(expression) });
		await expect(n8n.activate()).rejects.toThrow('"Poll Times" asks too often');
	});
	test('none at all', async () => {
		const n8n = host({ ...ids([person('Ida')]), pollTimes: {} });
		await expect(n8n.activate()).rejects.toThrow('"Poll Times" is empty');
	});
});

test.each(['* * * * *', '0 9 * * 1-5', '*/15 8-18 * * mon-fri', '30 0 0 1 JAN *', '0,30 * * * *', '5 4 1-7/2 * *', '0 0 * * 7'])(
	'%s is a time that n8n can schedule',
	async (expression) => {
		const n8n = host({ ...ids([person('Ida')]), ...at(expression) });
		await n8n.activate();
		await n8n.deactivate();
	},
);

describe('A time that n8n still has of a start before', () => {
	test('asks for what is new after the node was started again', async () => {
		const ida = person('Ida');
		const n8n = host({ ...ids([ida]), ...at('*/10 * * * *') });
		await n8n.activate();
		const close = await n8n.activateAgainWithoutClosing();
		happen(ida, 'new');
		await pass(11 * 60_000, 30_000);
		expect(seen(n8n)).toEqual(['new']);
		await close();
		await n8n.deactivate();
	});

	test('asks for what is new after a publication that was refused', async () => {
		const ida = person('Ida');
		await expect(host({ ...ids([ida]), ...at('*/10 * * * *', 'nonsense') }).activate()).rejects.toThrow('nonsense');
		const n8n = host({ ...ids([ida]), ...at('*/10 * * * *') });
		await n8n.activate();
		happen(ida, 'new');
		await pass(11 * 60_000, 30_000);
		expect(seen(n8n)).toEqual(['new']);
		await n8n.deactivate();
	});
});
