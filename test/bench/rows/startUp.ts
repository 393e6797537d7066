import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cell, type Section } from '../measure/report';
import { figure } from '../measure/statistics';
import { inTurn } from '../measure/inTurn';
import type { Bench } from './bench';
import { n8nNode } from './stream';

const run = promisify(execFile);

/** Requires files in a fresh process, after what n8n has loaded by then anyway. */
const script = `
require(process.argv[2]);
const begun = process.hrtime.bigint();
for (const file of process.argv.slice(3)) require(file);
console.log(Number(process.hrtime.bigint() - begun) / 1e6);
`;

/** What n8n loads of the pack when it starts, in a process that has loaded nothing of it. */
export async function startUp({ runtime, pack, folder, runs, say }: Bench): Promise<Section[]> {
	say('start-up');
	const file = join(folder, 'require.cjs');
	writeFileSync(file, script);
	const manifest = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };
	const ours = [...manifest.n8n.credentials, ...manifest.n8n.nodes].map((name) => join(pack, name));
	// Each with the copy of n8n-workflow that it would find loaded already.
	const time =
		(...files: string[]) =>
		async () =>
			Number((await run(runtime.node, [file, createRequire(files[0] ?? file).resolve('n8n-workflow'), ...files])).stdout);
	const found = await inTurn(
		{
			'the pack: every node and credential': time(...ours),
			'its stream client, when a stream opens': time(join(pack, 'dist', 'vendor.js')),
			"n8n's HTTP Request node": time(n8nNode(runtime.n8n, 'HttpRequest/HttpRequest.node.js')),
			"n8n's SSE Trigger": time(n8nNode(runtime.n8n, 'SseTrigger/SseTrigger.node.js')),
		},
		Math.max(runs, 5) * 2,
		1,
	);
	const names = Object.keys(found) as Array<keyof typeof found>;
	return [
		{
			title: `Start-up: requiring ${ours.length} files in a fresh process`,
			columns: ['', 'ms'],
			rows: names.map((name) => [name, cell(figure(found[name]))]),
			ratios: [{ name: 'the whole pack, ms', value: figure(found['the pack: every node and credential']).median, goal: { atMost: 30 } }],
			notes: [],
			data: found,
		},
	];
}
