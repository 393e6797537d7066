import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const sources = resolve(__dirname, '..', 'peers');

/** Builds the nodes that the pack is measured beside into a folder that n8n can load from. */
export async function buildPeers(folder: string): Promise<string> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const entryPoints = readdirSync(sources)
		.filter((name) => name.endsWith('.node.ts'))
		.map((name) => join(sources, name));
	await build({
		entryPoints,
		outdir: folder,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		logLevel: 'warning',
	});
	return folder;
}
