import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cell, short, type Section } from '../measure/report';
import { figure } from '../measure/statistics';
import { inTurn } from '../measure/inTurn';
import { BenchHost, type Call, type Step } from '../n8n/host';
import { PlainServer } from '../server/plain';
import type { Bench } from './bench';

const PAGE = 100;
const MOST_ITEMS = 100_000;

const person = { __rl: true, mode: 'id', value: 'person' };

const getAll = (host: BenchHost) => host.ours('nexRecord', { operation: 'getMany', objectType: person, returnAll: true, simplify: false });

const getSome = (host: BenchHost, limit: number) =>
	host.ours('nexRecord', { operation: 'getMany', objectType: person, returnAll: false, limit, simplify: false });

/** The HTTP Request node with the paging that n8n's manual shows, stopping by `total`, so that it asks for no page too many. */
const pages = (host: BenchHost, most = 0) =>
	host.httpRequest({
		method: 'POST',
		url: `${host.nex.url}/v1/objects/person/records`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `{ "attributes": "all", "limit": ${PAGE} }`,
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: { parameters: [{ type: 'body', name: 'offset', value: `={{ $pageCount * ${PAGE} }}` }] },
					paginationCompleteWhen: 'other',
					completeExpression: '={{ $response.body.offset + $response.body.data.length >= $response.body.total }}',
					...(most > 0 && { limitPagesFetched: true, maxRequests: most }),
				},
			},
		},
	});

const splitOut = { type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: { fieldToSplitOut: 'data', options: {} } };

/** A page of the API's answer in a file, for items that need no request. */
async function savePage(nex: PlainServer, file: string): Promise<string> {
	const answer = await fetch(`${nex.url}/v1/objects/person/records`, {
		method: 'POST',
		headers: { authorization: `Bearer ${nex.key}`, 'content-type': 'application/json' },
		body: JSON.stringify({ attributes: 'all', limit: PAGE }),
	});
	writeFileSync(file, await answer.text());
	return file;
}

const check = (want: number) => (call: Call) => {
	if (call.rows !== want || call.failed > 0) throw new Error(`${call.rows} rows and ${call.failed} failures instead of ${want} rows`);
	return call;
};

const ms = (calls: Call[]) => figure(calls.map((call) => call.ms));
const cpu = (calls: Call[]) => figure(calls.map((call) => call.cpu));

async function byLatency({ runs, quick, say }: Bench, host: BenchHost, nex: PlainServer, page: string): Promise<Section> {
	const records = quick ? 2_000 : 10_000;
	await nex.set({ records });
	const contenders = {
		'Nex Record': await host.endpoint('Get many: ours', [getAll(host)]),
		'HTTP Request': await host.endpoint('Get many: HTTP Request', [pages(host)]),
		'HTTP Request, Split Out': await host.endpoint('Get many: HTTP Request, Split Out', [pages(host), splitOut]),
		'declarative node, built-in offset': await host.endpoint('Get many: declarative', [
			host.plain({ operation: 'getMany', objectType: 'person' }),
		]),
		'no request at all': await host.endpoint('Get many: floor', []),
	};
	type Name = keyof typeof contenders;
	const names = Object.keys(contenders) as Name[];
	const body = (name: Name) => (name === 'no request at all' ? { page, times: records / PAGE } : {});
	const found: Record<number, Record<Name, Call[]>> = {};
	for (const latency of [0, 20, 100]) {
		say(`get many, ${records.toLocaleString('en')} records at ${latency} ms`);
		await nex.set({ latency });
		const one = (name: Name) => async () => check(records)(await contenders[name](body(name)));
		found[latency] = await inTurn(
			Object.fromEntries(names.map((name) => [name, one(name)])) as Record<Name, () => Promise<Call>>,
			runs,
			latency === 0 ? 2 : 0,
		);
	}
	await nex.set({ latency: 0 });
	const latencies = Object.keys(found).map(Number);
	const calls = (latency: number, name: Name) => found[latency]?.[name] ?? [];
	const against = (latency: number, of: (calls: Call[]) => { median: number }, name: Name = 'HTTP Request') =>
		of(calls(latency, name)).median / of(calls(latency, 'Nex Record')).median;
	return {
		title: `Get many: ${records.toLocaleString('en')} records in pages of ${PAGE}, by the server's latency`,
		columns: ['', ...latencies.flatMap((latency) => [`${latency} ms: wall ms`, 'CPU s']), 'requests'],
		rows: names.map((name) => [
			name,
			...latencies.flatMap((latency) => [cell(ms(calls(latency, name))), cell(cpu(calls(latency, name)))]),
			String(calls(0, name)[0]?.requests ?? ''),
		]),
		ratios: [
			{ name: 'HTTP Request ÷ ours at 0 ms', value: against(0, ms), goal: { atLeast: 1.8 } },
			{ name: 'HTTP Request ÷ ours at 20 ms', value: against(20, ms), goal: { atLeast: 5 } },
			{ name: 'HTTP Request ÷ ours at 100 ms', value: against(100, ms), goal: { atLeast: 7 } },
			...latencies.map((latency) => ({
				name: `CPU, ours ÷ HTTP Request at ${latency} ms`,
				value: 1 / against(latency, cpu),
				goal: { atMost: 1 },
			})),
			...latencies.map((latency) => ({
				name: `declarative node ÷ ours at ${latency} ms`,
				value: against(latency, ms, 'declarative node, built-in offset'),
			})),
		],
		notes: ["The HTTP Request node's items are pages; with Split Out behind it they are records, as everybody else's."],
		data: found,
	};
}

async function bySize({ runs, quick, say }: Bench, host: BenchHost, nex: PlainServer): Promise<Section> {
	const sizes = quick ? [1_000, 2_000, 5_000] : [1_000, 10_000, MOST_ITEMS];
	const most = Math.max(...sizes);
	await nex.set({ records: Math.max(most, quick ? 0 : MOST_ITEMS + 1) });
	const found: Array<{ size: number; calls: Call[] }> = [];
	for (const size of sizes) {
		say(`get many, ${size.toLocaleString('en')} records`);
		const call = await host.endpoint(`Get many: ${size}`, [getSome(host, size)]);
		const { ours } = await inTurn({ ours: async () => check(size)(await call()) }, runs, 1);
		found.push({ size, calls: ours });
	}
	const perThousand = (of: (calls: Call[]) => { median: number }) => found.map(({ size, calls }) => (of(calls).median / size) * 1_000);
	const [, ...costs] = perThousand(cpu);
	const notes: string[] = [];
	if (!quick) {
		const tooMany = await host.endpoint('Get many: too many', [{ ...getAll(host), goOn: true }]);
		const { message, failed } = await tooMany();
		notes.push(`Return All with ${(MOST_ITEMS + 1).toLocaleString('en')} records: ${failed > 0 ? `"${message}"` : 'no error'}`);
	}
	return {
		title: 'Get many: cost by the number of records, at 0 ms',
		columns: ['records', 'wall ms', 'CPU s', 'wall ms per 1,000', 'CPU ms per 1,000'],
		rows: found.map(({ size, calls }) => [
			size.toLocaleString('en'),
			cell(ms(calls)),
			cell(cpu(calls)),
			short((ms(calls).median / size) * 1_000),
			short((cpu(calls).median / size) * 1_000_000),
		]),
		ratios: [
			{
				name: `CPU per record, ${most.toLocaleString('en')} records ÷ ${(sizes[1] ?? 0).toLocaleString('en')} records`,
				value: (costs.at(-1) ?? Number.NaN) / (costs[0] ?? Number.NaN),
				goal: { atMost: 1.3 },
			},
		],
		notes,
		data: found,
	};
}

/** In an n8n that has read few records before: a heap that was large once would hide what is added to it. */
async function inFreshN8n(
	bench: Bench,
	nex: PlainServer,
	run: (host: BenchHost, records: number) => Promise<Call>,
	records: number,
): Promise<Call> {
	const host = await BenchHost.start(bench, nex);
	try {
		for (let i = 0; i < 3; i++) await run(host, PAGE * 10);
		await host.settle();
		return check(records)(await run(host, records));
	} finally {
		await host.stop();
	}
}

async function memory(bench: Bench, nex: PlainServer, page: string): Promise<Section> {
	const records = bench.quick ? 10_000 : MOST_ITEMS;
	await nex.set({ records });
	bench.say(`memory for ${records.toLocaleString('en')} records`);
	const some = async (host: BenchHost, step: Step) => await (await host.endpoint('Memory', [step]))();
	const calls = await inTurn(
		{
			'Nex Record': async () => await inFreshN8n(bench, nex, async (host, count) => await some(host, getSome(host, count)), records),
			'HTTP Request': async () => await inFreshN8n(bench, nex, async (host, count) => await some(host, pages(host, count / PAGE)), records),
			'declarative node, built-in offset': async () =>
				await inFreshN8n(
					bench,
					nex,
					async (host, count) => await some(host, host.plain({ operation: 'getMany', objectType: 'person', most: count })),
					records,
				),
		},
		bench.quick ? 1 : bench.runs,
	);
	const growth = (of: Call[]) => figure(of.map((call) => call.growth));
	const size = (statSync(page).size * records) / PAGE / 2 ** 20;
	return {
		title: `Get many: growth of n8n's memory for ${records.toLocaleString('en')} records`,
		columns: ['', 'peak growth, MB'],
		rows: (Object.keys(calls) as Array<keyof typeof calls>).map((name) => [name, cell(growth(calls[name]))]),
		ratios: [
			{ name: 'peak growth, ours ÷ the items as JSON', value: growth(calls['Nex Record']).median / size, goal: { atMost: 1.2 } },
			{ name: 'peak growth, ours ÷ HTTP Request', value: growth(calls['Nex Record']).median / growth(calls['HTTP Request']).median },
		],
		notes: [
			`The records are ${short(size)} MB as JSON. Each in an n8n of its own that was just started. It is the growth of the ` +
				'process: what fits into memory that n8n had before does not show, for anybody.',
		],
		data: calls,
	};
}

/** Reading many records: by latency, by size, and what it takes of memory. */
export async function getMany(bench: Bench): Promise<Section[]> {
	const nex = await PlainServer.start();
	try {
		await nex.set({ records: PAGE });
		const page = await savePage(nex, join(bench.folder, 'page.json'));
		const sections: Section[] = [];
		if (bench.wants('latency') || bench.wants('size')) {
			const host = await BenchHost.start(bench, nex);
			try {
				if (bench.wants('latency')) sections.push(await byLatency(bench, host, nex, page));
				if (bench.wants('size')) sections.push(await bySize(bench, host, nex));
			} finally {
				await host.stop();
			}
		}
		if (bench.wants('memory')) sections.push(await memory(bench, nex, page));
		return sections;
	} finally {
		nex.close();
	}
}
