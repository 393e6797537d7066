import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureN8n, isMissing } from '../../scripts/bootstrap/n8n';

let folder: string;
const before = { PATH: process.env.PATH, NEX_N8N_CACHE: process.env.NEX_N8N_CACHE };

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'nex-download-'));
	process.env.PATH = `${folder}${delimiter}${before.PATH}`;
	process.env.NEX_N8N_CACHE = join(folder, 'cache');
	jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
	jest.restoreAllMocks();
	process.env.PATH = before.PATH;
	if (before.NEX_N8N_CACHE === undefined) delete process.env.NEX_N8N_CACHE;
	else process.env.NEX_N8N_CACHE = before.NEX_N8N_CACHE;
	rmSync(folder, { recursive: true, force: true });
});

/**
 * What stands in npm's place: it notes what it is asked for, installs n8n with an SQLite of the given version, and
 * compiles SQLite only once n8n's download has begun, as long as that one only ends once SQLite's has.
 */
function npm(sqliteOfN8n: string) {
	const program = join(folder, 'npm');
	writeFileSync(
		program,
		`#!${process.execPath}
		const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require('node:fs');
		const log = ${JSON.stringify(join(folder, 'log'))};
		const args = process.argv.slice(2).filter((one) => !one.startsWith('-'));
		const wanted = args.at(-1);
		appendFileSync(log, args.join(' ') + '\\n');
		const add = (version, built) => {
			mkdirSync('node_modules/sqlite3/build/Release', { recursive: true });
			writeFileSync('node_modules/sqlite3/package.json', JSON.stringify({ version }));
			if (built) writeFileSync('node_modules/sqlite3/build/Release/node_sqlite3.node', 'compiled');
		};
		const begun = (name) => log + '-' + name;
		const meet = (me, other) => {
			writeFileSync(begun(me), '');
			const deadline = Date.now() + 20_000;
			while (!existsSync(begun(other))) if (Date.now() > deadline) process.exit(1);
		};
		if (args[0] === 'install' && wanted.startsWith('sqlite3')) { meet('sqlite', 'n8n'); add(wanted.split('@')[1], true); }
		if (args[0] === 'install' && wanted.startsWith('n8n')) { meet('n8n', 'sqlite'); add('${sqliteOfN8n}', false); }`,
	);
	chmodSync(program, 0o755);
}

const asked = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');

test('SQLite is compiled while n8n is downloaded, and put into it', async () => {
	npm('5.1.7');
	expect(isMissing()).toBe(true);
	const { n8n } = await ensureN8n();
	expect(isMissing()).toBe(false);
	const compiled = join(n8n, '..', '..', '..', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
	expect(readFileSync(compiled, 'utf8')).toBe('compiled');
	expect(asked().at(-1)).toBe('rebuild isolated-vm');
});

test('an n8n with another SQLite gets its own', async () => {
	npm('6.0.1');
	await ensureN8n();
	expect(asked().at(-1)).toBe('rebuild sqlite3 isolated-vm');
});

test('a download that fails leaves nothing behind that would be taken for an n8n', async () => {
	mkdirSync(join(folder, 'cache'), { recursive: true });
	writeFileSync(join(folder, 'npm'), '#!/bin/sh\necho "no network" >&2\nexit 1\n');
	chmodSync(join(folder, 'npm'), 0o755);
	await expect(ensureN8n()).rejects.toThrow('no network');
	expect(isMissing()).toBe(true);
	expect(existsSync(join(folder, 'cache', 'n8n-2.41.1'))).toBe(false);
});
