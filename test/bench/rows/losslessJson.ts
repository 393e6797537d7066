import { parseJson } from '../../../nodes/shared/transport/json';
import { cell, short, type Section } from '../measure/report';
import { figure } from '../measure/statistics';
import type { Bench } from './bench';
import { workspaceOf } from './workspace';

const ROWS = 100;

type Parse = (text: string) => unknown;

/** What the language itself offers for exact numbers, if the engine has it. */
const withReviver: Parse = (text) =>
	JSON.parse(text, ((_key: string, value: unknown, context?: { source: string }) =>
		typeof value === 'number' && !Number.isSafeInteger(value) && context && /^-?\d+$/.test(context.source) ? context.source : value) as (
		key: string,
		value: unknown,
	) => unknown);

/** Microseconds that one parse takes, from as many as fill a tenth of a second. */
function microseconds(parse: Parse, text: string): number {
	let count = 0;
	const begun = performance.now();
	while (performance.now() - begun < 100) {
		parse(text);
		count++;
	}
	return ((performance.now() - begun) / count) * 1_000;
}

/** Parsing a page of records without losing a digit. */
export async function losslessJson({ runs, say }: Bench): Promise<Section[]> {
	say('lossless JSON');
	const nex = await workspaceOf(ROWS);
	const answer = await fetch(`${nex.url}/v1/objects/person/records`, {
		method: 'POST',
		headers: { authorization: `Bearer ${nex.key}`, 'content-type': 'application/json', connection: 'close' },
		body: JSON.stringify({ attributes: 'all', limit: ROWS }),
	});
	const plain = await answer.text();
	await nex.close();
	const long = plain.replaceAll('"workspace_id":"', '"operation_id":40112233445566773,"workspace_id":"');
	const ways: Record<string, Parse> = {
		'JSON.parse, which loses digits': JSON.parse,
		'the pack': parseJson,
		'JSON.parse with a reviver': withReviver,
	};
	const pages = { 'without long numbers': plain, 'one in every row': long };
	const rows = Object.entries(ways).map(([way, parse]) => ({
		way,
		figures: Object.values(pages).map((text) => figure(Array.from({ length: runs + 1 }, () => microseconds(parse, text)).slice(1))),
	}));
	const [native, ours] = rows.map(({ figures }) => figures.map(({ median }) => median));
	const ratio = (page: number) => (ours?.[page] ?? Number.NaN) / (native?.[page] ?? Number.NaN);
	return [
		{
			title: `Lossless JSON: a page of ${ROWS} records, ${short(plain.length / 1_000)} kB`,
			columns: ['µs', ...Object.keys(pages)],
			rows: rows.map(({ way, figures }) => [way, ...figures.map(cell)]),
			ratios: [
				{ name: 'ours ÷ JSON.parse, without long numbers', value: ratio(0), goal: { atMost: 1.3 } },
				{ name: 'ours ÷ JSON.parse, a long number in every row', value: ratio(1), goal: { atMost: 3 } },
			],
			notes: [],
			data: rows,
		},
	];
}
