import type { INode } from 'n8n-workflow';
import { isFinished, until } from '../../scripts/n8n/client';
import { arrived, closeCompanies, Company, handedIn, once } from './support/company';
import { INSIGHTS } from './support/insight-sink';
import { client, end, n8n, start, startFirst } from './support/restarts';
import { unsavedByAStart } from './support/version';

beforeAll(async () => await startFirst());

afterEach(closeCompanies);

afterAll(end);

const node = (name: string, type: string, parameters: INode['parameters']): INode => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion: 1,
	position: [440, 0],
	parameters,
});

const statuses = async (id: string): Promise<string[]> => {
	await until('an execution has not ended', async () => (await client.allExecutions(id)).every(isFinished) || undefined);
	return (await client.allExecutions(id)).map(({ status }) => status);
};

it('starts a workflow that always fails once with each insight, and goes on', async () => {
	const company = await Company.open('Failing');
	const workflow = await company.publish(
		company.workflow(INSIGHTS, [node('Fail', 'stopAndError', { errorMessage: 'This workflow always fails' })]),
	);
	const sent = company.send('one of many', 25);
	await arrived(company.sink, sent);
	sent.push(...company.send('about one record', 5, 'Oak Timber'));
	expect(await handedIn(company.sink, sent)).toEqual(once(sent));
	expect(await statuses(workflow.id)).toEqual(sent.map(() => 'error'));
});

it('starts the next run about a record when the one before was ended by the timeout of the workflow', async () => {
	const company = await Company.open('Timed out');
	const workflow = await company.publish({
		...company.workflow(INSIGHTS, [node('Wait', 'wait', { amount: 40, unit: 'seconds' })]),
		settings: { executionTimeout: 2 },
	});
	const sent = company.send('about one record', 3, 'Oak Timber');
	expect(await handedIn(company.sink, sent)).toEqual(once(sent));
	expect([...company.sink.counts.keys()]).toEqual(sent);
	expect(await statuses(workflow.id)).toEqual(sent.map(() => 'canceled'));
});

it('begins at most what was not confirmed a second time, and never a third, if n8n saves no execution', async () => {
	const company = await Company.open('Unsaved');
	await company.publish({
		...company.workflow(),
		settings: { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
	});
	const sent = company.send('before any restart', 30);
	await arrived(company.sink, sent);
	for (const name of ['meanwhile', 'meanwhile again']) {
		await n8n.stop();
		sent.push(...company.send(name, 10));
		await start();
		await arrived(company.sink, sent);
	}
	const counts = await handedIn(company.sink, sent);
	const doubled = Object.values(counts).filter((times) => times > 1);
	expect(Object.keys(counts).sort()).toEqual([...sent].sort());
	expect(Math.max(...doubled, 1)).toBeLessThanOrEqual(2);
	expect(doubled.length).toBeLessThanOrEqual(2 * unsavedByAStart);
}, 240_000);
