import { until } from '../../scripts/n8n/client';
import { arrived, closeCompanies, Company, handedIn, once } from './support/company';
import { openInsightSink } from './support/insight-sink';
import { client, end, startFirst } from './support/restarts';

beforeAll(async () => await startFirst());

afterEach(closeCompanies);

afterAll(end);

it('gives a copy of a workflow its own events, and takes none from the first', async () => {
	const company = await Company.open('Copied');
	await company.publish();
	const early = company.send('before the copy', 5);
	await arrived(company.sink, early);

	const copySink = await openInsightSink();
	await company.publish({ ...copySink.workflow(company.nexApi), name: 'The copy' });
	const both = company.send('for both', 10);
	const counts = await handedIn(company.sink, [...early, ...both]);
	await arrived(copySink, both);
	await copySink.close();
	expect(counts).toEqual(once([...early, ...both]));
	expect(Object.fromEntries(copySink.counts)).toEqual(once(both));
});

it('goes on where it was under another name of the workflow and of the node', async () => {
	const company = await Company.open('Renamed');
	const workflow = await company.publish();
	const rename = async (name: string) =>
		await client.updateWorkflow(workflow, ({ nodes, connections, ...draft }) => {
			const [trigger] = nodes;
			if (!trigger) throw new Error('The workflow has no trigger.');
			const { [trigger.name]: outputs = {}, ...others } = connections;
			return { ...draft, name, nodes: [{ ...trigger, name }, ...nodes.slice(1)], connections: { ...others, [name]: outputs } };
		});
	const sent = company.send('first', 5);
	await arrived(company.sink, sent);

	await client.deactivate(workflow.id);
	sent.push(...company.send('while it is off', 5));
	await client.activate(await rename('Insights'));
	expect(await handedIn(company.sink, sent)).toEqual(once(sent));

	const renamed = await rename('New insights');
	sent.push(...company.send('while it is renamed', 5));
	await client.activate(renamed);
	sent.push(...company.send('last', 5));
	expect(await handedIn(company.sink, sent)).toEqual(once(sent));
});

it('loses nothing and starts nothing twice if it is turned off and on again while it catches up', async () => {
	const company = await Company.open('Turned off');
	const workflow = await company.publish();
	await client.deactivate(workflow.id);
	const sent = company.send('missed', 90);
	for (const reached of [10, 40]) {
		await client.activate(workflow);
		await until('nothing is caught up with', async () => company.sink.counts.size >= reached || undefined);
		await client.deactivate(workflow.id);
		sent.push(...company.send(`while it is off after ${reached}`, 5));
	}
	await client.activate(workflow);
	expect(await handedIn(company.sink, sent)).toEqual(once(sent));
});
