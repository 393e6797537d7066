import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { short, type Section } from '../measure/report';
import { timeByOwner, type CpuProfile, type Owner } from '../measure/profile';
import { BenchHost } from '../n8n/host';
import { eventMaker, eventsOf, joined } from '../triggers/events';
import { Listener } from '../triggers/process';
import { StreamSource } from '../triggers/source';
import { PlainServer } from '../server/plain';
import type { Bench } from './bench';
import { triggerFile } from './stream';

/** Whose code runs, by where it lies. */
const owners: Owner[] = [
	{ name: "the pack's libraries (undici, eventsource-parser)", file: /dist\/vendor\.js$/ },
	{ name: 'the pack', file: /(n8n-nodes-nex|bench\/pack)\/dist\// },
	{ name: 'the bench', file: /(test\/bench\/|\/peers\/Bench)/ },
	{ name: "n8n's expressions", file: /expression|isolated-vm|workflow-data-proxy/i },
	{ name: "n8n's HTTP client", file: /axios|follow-redirects|proxy-from-env|backend-network|form-data|node:_?(http|net|tls|url|stream)/ },
	{ name: "n8n's database", file: /sqlite|typeorm|QueryBuilder|knex/i },
];

const PROFILER = /inspector/;

function shares(file: string): Map<string, number> {
	const profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
	const times = timeByOwner(profile, [{ name: 'the profiler', file: PROFILER }, ...owners], 'the rest of n8n and Node.js');
	times.delete('the profiler');
	return times;
}

async function inN8n(bench: Bench, say: (line: string) => void): Promise<Record<string, string>> {
	const count = bench.quick ? 200 : 1_000;
	const nex = await PlainServer.start();
	await nex.set({ records: count * 10 });
	const host = await BenchHost.start(bench, nex);
	try {
		const control = await host.endpoint('Profile', []);
		const ids = nex.ids(count);
		const many = await host.endpoint('Profile: get many', [
			host.ours('nexRecord', {
				operation: 'getMany',
				objectType: { __rl: true, mode: 'id', value: 'person' },
				returnAll: true,
				simplify: false,
			}),
		]);
		const gets = await host.endpoint('Profile: gets by id', [
			host.ours('nexRecord', { operation: 'get', recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, simplify: false }),
		]);
		const works = {
			[`get many, ${(count * 10).toLocaleString('en')} records`]: async () => await many(),
			[`${count.toLocaleString('en')} gets by id`]: async () => await gets({ ids }),
		};
		const files: Record<string, string> = {};
		for (const [name, work] of Object.entries(works)) {
			say(`profile of ${name}`);
			await work();
			await work();
			const file = join(bench.folder, `${Object.keys(files).length}.cpuprofile`);
			await control({ beginProfile: true });
			await work();
			await control({ endProfile: file });
			files[name] = file;
		}
		return files;
	} finally {
		await host.stop();
		nex.close();
	}
}

async function ofStream({ quick, runtime, pack, folder }: Bench): Promise<Record<string, string>> {
	const count = quick ? 5_000 : 50_000;
	const source = await StreamSource.start();
	const make = eventMaker('named');
	const listener = await Listener.start(runtime.node, {
		kind: 'nex',
		file: triggerFile(pack),
		url: '',
		credential: { apiKey: 'sk-bench', baseUrl: source.baseUrl },
		triggers: 1,
		parameters: { event: 'insight', filters: { minConfidence: 0.01 } },
	});
	const file = join(folder, 'stream.cpuprofile');
	try {
		await source.listened();
		const send = async () => {
			const events = joined(eventsOf(make, count));
			await listener.outcome(count, async () => await source.send(events));
		};
		await send();
		await listener.profile(file, send);
		return { [`stream of ${count.toLocaleString('en')} events`]: file };
	} finally {
		listener.stop();
		source.close();
	}
}

/** Where the time goes, and whose it is: profiles of reading many records and of the stream. */
export async function profile(bench: Bench): Promise<Section[]> {
	const files = { ...(await inN8n(bench, bench.say)), ...(await ofStream(bench)) };
	const found = Object.entries(files).map(([name, file]) => ({ name, times: shares(file) }));
	const names = [...new Set(found.flatMap(({ times }) => [...times.keys()]))].sort();
	const total = (times: Map<string, number>) => [...times.values()].reduce((sum, time) => sum + time, 0);
	return [
		{
			title: 'Where the time goes: milliseconds of the processor, by whose code runs',
			columns: ['', ...found.map(({ name }) => name)],
			rows: [
				...names.map((owner) => [
					owner,
					...found.map(({ times }) => `${short(times.get(owner) ?? 0)} (${Math.round(((times.get(owner) ?? 0) / total(times)) * 100)}%)`),
				]),
				['all', ...found.map(({ times }) => short(total(times)))],
			],
			ratios: [],
			notes: [
				"One run each, sampled every half millisecond, which costs time itself. The profiles are in .cache/bench, for Chrome's DevTools.",
			],
			data: found.map(({ name, times }) => ({ name, times: Object.fromEntries(times) })),
		},
	];
}
