import { spawn } from 'node:child_process';
import { once as event } from 'node:events';
import { join } from 'node:path';
import { arrived, closeCompanies, Company, handedIn, once } from './support/company';
import { end, startFirst, userFolder } from './support/restarts';
import { n8nRuntime, tellsRefusals } from './support/version';

/** How long another program, such as a backup, has the database for itself. */
const LOCKED_SECONDS = 8;

const test = tellsRefusals ? it : it.skip;

beforeAll(async () => await startFirst());

afterEach(closeCompanies);

afterAll(end);

/** Locks n8n's database for everybody else, from another process, and does something in the middle of it. */
async function locked(work: () => void): Promise<void> {
	const script = `
		const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(process.argv[1], { timeout: 10_000 });
		database.exec('BEGIN EXCLUSIVE');
		console.log('locked');
		setTimeout(() => database.exec('ROLLBACK'), process.argv[2] * 1_000);
	`;
	const { node } = await n8nRuntime();
	const child = spawn(node, ['--no-warnings', '-e', script, join(userFolder, '.n8n', 'database.sqlite'), String(LOCKED_SECONDS)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = event(child, 'exit');
	await event(child.stdout, 'data');
	work();
	expect(await ended).toEqual([0, null]);
}

test('loses no insight and starts none twice if another program has locked the database for a while', async () => {
	const company = await Company.open('Locked');
	await company.publish();
	const sent = company.send('before', 5);
	await arrived(company.sink, sent);
	await locked(() => sent.push(...company.send('while it is locked', 15), ...company.send('about one record', 5, 'Oak Timber')));
	sent.push(...company.send('after', 5));
	expect(await handedIn(company.sink, sent)).toEqual(once(sent));
});
