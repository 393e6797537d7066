import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { cleanEnv, run } from '../bootstrap/child';
import type { N8nRuntime } from './runtime';

const repository = resolve(__dirname, '..', '..');

/** The package's name: n8n puts it before every node type, as in `n8n-nodes-nex.nexRecord`. */
export const PACKAGE = 'n8n-nodes-nex';

const NOT_AT_RUN_TIME = new Set(['devDependencies', 'peerDependencies', 'optionalDependencies']);

interface Manifest {
	name: string;
	version: string;
	[key: string]: unknown;
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/**
 * Packs a built repository with `npm pack`, this one unless another is given.
 * @returns the tarball's path in `folder`
 */
export async function packRepository(folder: string, root = repository): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const out = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
	const [packed] = JSON.parse(out) as Array<{ filename: string }>;
	if (!packed) throw new Error('npm pack made no tarball.');
	return join(folder, packed.filename);
}

/**
 * Installs a tarball of the pack for an n8n with the given user folder, in the very steps of n8n's own installer
 * (CommunityPackagesService.downloadPackage in n8n 2.41): unpack, strike the dependencies that are not for run time,
 * `npm install` what is left, note it in the ledger.
 */
export async function installCommunityPackage(runtime: N8nRuntime, userFolder: string, tarball: string): Promise<void> {
	const ledgerFile = join(userFolder, '.n8n', 'nodes', 'package.json');
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);

	const manifestFile = join(folder, 'package.json');
	const manifest = readJson<Manifest>(manifestFile);
	const atRunTime = Object.entries(manifest).filter(([name]) => !NOT_AT_RUN_TIME.has(name));
	writeFileSync(manifestFile, JSON.stringify(Object.fromEntries(atRunTime), null, 2));

	const env = { ...cleanEnv(), PATH: `${dirname(runtime.node)}${delimiter}${process.env.PATH ?? ''}` };
	await run(
		'npm',
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		{ cwd: folder, env },
	);

	const ledger = existsSync(ledgerFile)
		? readJson<{ dependencies: Record<string, string> }>(ledgerFile)
		: { name: 'installed-nodes', private: true, dependencies: {} };
	writeFileSync(ledgerFile, JSON.stringify({ ...ledger, dependencies: { ...ledger.dependencies, [PACKAGE]: manifest.version } }, null, 2));
}
