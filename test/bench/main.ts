import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packRepository } from '../../scripts/n8n/pack';
import { ensureN8n } from '../../scripts/n8n/runtime';
import { asMarkdown, asText, load, machine, type Report } from './measure/report';
import { contenderOf } from './n8n/contender';
import { buildPeers } from './n8n/peers';
import type { Bench, Part } from './rows/bench';
import { backlog, executions } from './rows/executions';
import { fanOut } from './rows/fanOut';
import { getMany } from './rows/getMany';
import { losslessJson } from './rows/losslessJson';
import { manyItems } from './rows/manyItems';
import { profile } from './rows/profile';
import { startUp } from './rows/startUp';
import { stream } from './rows/stream';
import { timelines } from './rows/timelines';

const repository = resolve(__dirname, '..', '..');
const results = join(repository, 'bench.json');
const page = join(repository, 'docs', 'performance.md');

const parts: Record<string, Part> = { startUp, losslessJson, getMany, manyItems, stream, fanOut, timelines, executions, backlog, profile };

const BEGIN = '<!-- figures: written by npm run bench -- --write -->';
const END = '<!-- end of figures -->';

const titleOf = (section: string): string => section.split('\n', 1)[0] ?? '';

/** The figures for the documentation, between their two marks. What was not measured this time stays as it was. */
function figuresOf({ sections, at, machine: where, n8n, load: busy }: Report, before: string): string {
	const about =
		'A figure is the median, with the least and the most in brackets. Of what was measured together each section says when, and on what.';
	const measuredOn = `*${at.slice(0, 10)}, n8n ${n8n}, ${where}; load before it began: ${busy.toFixed(1)}*`;
	const dated = (section: string) => section.replace('\n', () => `\n\n${measuredOn}\n`);
	const measured = new Map(sections.map(asMarkdown).map((section) => [titleOf(section), dated(section)]));
	const known = before
		.split(/^(?=### )/m)
		.slice(1)
		.map((section) => section.trim());
	const kept = known.map((section) => measured.get(titleOf(section)) ?? section);
	const added = [...measured].filter(([title]) => !known.some((section) => titleOf(section) === title)).map(([, section]) => section);
	return [BEGIN, about, ...kept, ...added, END].join('\n\n');
}

function writePage(report: Report): void {
	const [before = '', fromBegin = ''] = readFileSync(page, 'utf8').split(BEGIN);
	const [figures = '', after = ''] = fromBegin.split(END);
	writeFileSync(page, `${before}${figuresOf(report, figures)}${after}`);
}

/** The parts that `--only` names, all without it. What follows a colon is looked for in the names of a part's rows. */
function chosenOf(only: string | undefined): Array<{ name: string; row: string }> {
	return (only?.split(',') ?? Object.keys(parts)).map((given) => {
		const [name = '', row = ''] = given.split(':');
		return { name, row };
	});
}

async function inOrder<T, Result>(list: readonly T[], work: (one: T) => Promise<Result>): Promise<Result[]> {
	const results: Result[] = [];
	for (const one of list) results.push(await work(one));
	return results;
}

/**
 * Measures the pack beside what a user would take instead.
 *
 * `--quick` tries it with fewer runs and smaller sizes, `--only getMany,manyItems:40` takes some parts, or of a part
 * the rows whose name holds a word, `--runs 9` sets how many runs count, `--contender` adds another build of the pack,
 * a tarball or a commit, and `--write` brings what was measured up to date in docs/performance.md. Every run's figures
 * go to bench.json. A part that fails does not end the others.
 */
export async function main(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			quick: { type: 'boolean', default: false },
			write: { type: 'boolean', default: false },
			only: { type: 'string' },
			contender: { type: 'string', multiple: true, default: [] },
			runs: { type: 'string' },
		},
	});
	const chosen = chosenOf(values.only);
	const unknown = chosen.map(({ name }) => name).find((name) => !(name in parts));
	if (unknown !== undefined) throw new Error(`There is no part "${unknown}": ${Object.keys(parts).join(', ')}`);
	const runs = Number(values.runs ?? (values.quick ? 2 : 5));
	if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs must be a whole number');

	const ends: Array<() => Promise<void>> = [];
	const folder = join(repository, '.cache', 'bench');
	const pack = join(folder, 'pack');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(pack, { recursive: true });
	cpSync(join(repository, 'dist'), join(pack, 'dist'), { recursive: true });
	cpSync(join(repository, 'package.json'), join(pack, 'package.json'));
	const runtime = await ensureN8n();
	const report: Report = {
		at: new Date().toISOString(),
		quick: values.quick,
		machine: machine(),
		n8n: runtime.version,
		load: load(),
		sections: [],
	};
	const bench: Omit<Bench, 'wants'> = {
		runtime,
		tarball: await packRepository(folder),
		peers: await buildPeers(join(folder, 'peers')),
		others: await inOrder(values.contender, async (given) => await contenderOf(given, folder)),
		onStart: (stop) => ends.push(stop),
		quick: values.quick,
		runs,
		folder,
		pack,
		say: (line) => console.log(`  … ${line}`),
	};
	console.log(
		`n8n ${runtime.version}, ${report.machine}, load ${report.load.toFixed(1)}, medians of ` +
			`${runs}${values.quick ? ' (quick: try-out sizes)' : ''}`,
	);
	const failed: string[] = [];
	try {
		for (const { name, row } of chosen) {
			const sections = await parts[name]?.({ ...bench, wants: (title) => title.includes(row) }).catch((error: unknown) => {
				failed.push(name);
				console.error(`\n${name} failed: ${error instanceof Error ? error.message : String(error)}`);
				return [];
			});
			for (const section of sections ?? []) {
				report.sections.push(section);
				console.log(asText(section));
			}
		}
	} finally {
		await Promise.all(ends.map((end) => end().catch(() => undefined)));
		writeFileSync(results, JSON.stringify(report, null, '\t'));
	}
	console.log(`\nEvery run: ${results}`);
	if (values.write && existsSync(page)) writePage(report);
	if (failed.length > 0) throw new Error(`Not measured: ${failed.join(', ')}`);
}
