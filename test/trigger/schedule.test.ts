import { isCron } from '../../nodes/NexTrigger/schedule';
import { host, ids, person } from '../support/timeline-hosts';

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
	])('%s', async (cronExpression) => {
		const n8n = host({ ...ids([person('Ida')]), pollTimes: { item: [{ mode: 'custom', cronExpression }] } });
		await expect(n8n.activate()).rejects.toThrow('"Poll Times"');
		expect(n8n.executions).toEqual([]);
	});
	test('more than once a minute', async () => {
		const n8n = host({ ...ids([person('Ida')]), pollTimes: { item: [{ mode: 'custom', cronExpression: '*/10 * * * * *' }] } });
		await expect(n8n.activate()).rejects.toThrow('"Poll Times" asks too often');
	});
	test('none at all', async () => {
		const n8n = host({ ...ids([person('Ida')]), pollTimes: {} });
		await expect(n8n.activate()).rejects.toThrow('"Poll Times" is empty');
	});
});

test.each(['* * * * *', '0 9 * * 1-5', '*/15 8-18 * * mon-fri', '30 0 0 1 JAN *', '0,30 * * * *', '5 4 1-7/2 * *', '0 0 * * 7'])(
	'%s is a time that n8n can schedule',
	(expression) => expect(isCron(expression)).toBe(true),
);
