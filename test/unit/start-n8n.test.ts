import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startN8n } from '../../scripts/n8n/process';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'nex-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What stands in n8n's place: a program that says what n8n says when something took its port, `times` times, and then is ready. */
function startedWith(times: number) {
	const program = join(folder, 'n8n.js');
	writeFileSync(
		program,
		`const { appendFileSync, readFileSync } = require('node:fs');
		appendFileSync('starts', process.env.N8N_RUNNERS_BROKER_PORT + '\\n');
		if (readFileSync('starts', 'utf8').split('\\n').length <= ${times + 1}) {
			console.log("Task Broker's port is already in use. Do you have another instance of n8n running already?");
			process.exit(1);
		}
		require('node:http').createServer((_request, response) => response.end('ok')).listen(process.env.N8N_PORT, '127.0.0.1');`,
	);
	return startN8n({ node: process.execPath, n8n: program, version: '0.0.0' }, { userFolder: folder });
}

test('n8n is started again on other ports if something took one before n8n did', async () => {
	const n8n = await startedWith(2);
	await n8n.stop();
	await n8n.ended;
	const ports = readFileSync(join(folder, 'starts'), 'utf8').trim().split('\n');
	expect(ports).toHaveLength(3);
	expect(new Set(ports).size).toBeGreaterThan(1);
});

test('an n8n that never gets a port fails with what n8n said', async () => {
	await expect(startedWith(100)).rejects.toThrow(/ended while starting.*already in use/s);
});
