import { closeCompanies, Company, handedIn, once } from './support/company';
import { INSIGHTS } from './support/insight-sink';
import { end, startFirst } from './support/restarts';

beforeAll(async () => await startFirst({ N8N_CONCURRENCY_PRODUCTION_LIMIT: '1', GENERIC_TIMEZONE: 'America/Anchorage' }));

afterEach(closeCompanies);

afterAll(end);

it('runs every insight, those about one record in order, on an n8n that runs one workflow at a time', async () => {
	const company = await Company.open('One at a time');
	await company.publish();
	const about = company.send('about one record', 25, 'Oak Timber');
	const others = company.send('about none', 25);
	expect(await handedIn(company.sink, [...about, ...others])).toEqual(once([...about, ...others]));
	expect([...company.sink.counts.keys()].filter((content) => about.includes(content))).toEqual(about);
});

it("takes a date without a zone for one of the workflow's zone, whatever those of n8n and of the machine", async () => {
	const company = await Company.open('Elsewhere');
	const noon = new Date(Date.now() - 5 * 24 * 60 * 60_000).toISOString().slice(0, 10) + 'T12:00:00';
	const moment = Date.parse(`${noon}+14:00`);
	for (const [content, minutes] of [
		['long before', -600],
		['just before', -1],
		['just after', 1],
		['long after', 600],
	] as const)
		company.nex.addInsight({ content, created_at: new Date(moment + minutes * 60_000).toISOString() });
	await company.publish({
		...company.workflow({ ...INSIGHTS, parameters: { event: 'insight', history: 'since', since: noon } }),
		settings: { timezone: 'Pacific/Kiritimati' },
	});
	const expected = ['just after', 'long after'];
	expect(await handedIn(company.sink, expected)).toEqual(once(expected));
});
