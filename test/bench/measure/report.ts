import { cpus, loadavg, totalmem } from 'node:os';
import type { Figure } from './statistics';

/** What a ratio should be. */
type Goal = { atLeast: number } | { atMost: number };

export interface Ratio {
	name: string;
	value: number;
	goal?: Goal;
}

/** One table of the report. */
export interface Section {
	title: string;
	columns: string[];
	rows: string[][];
	ratios: Ratio[];
	/** Sentences below the table. */
	notes: string[];
	/** Every run behind the table, for the JSON file. */
	data: unknown;
}

export interface Report {
	at: string;
	quick: boolean;
	machine: string;
	n8n: string;
	/** Load of the machine in the minute before, without what is measured. */
	load: number;
	sections: Section[];
}

/** A number with about three digits that count. */
export function short(value: number): string {
	if (Number.isNaN(value)) return '–';
	const size = Math.abs(value);
	return size >= 100 ? Math.round(value).toLocaleString('en') : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The median with the least and largest run behind it. */
export function cell({ median, min, max, runs }: Figure): string {
	if (runs.length === 0) return '–';
	return runs.length === 1 ? short(median) : `${short(median)} (${short(min)}–${short(max)})`;
}

const isMet = (value: number, goal: Goal) => ('atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost);

const goalText = (goal: Goal) => ('atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`);

const ratioText = ({ name, value, goal }: Ratio): string =>
	`${name}: ${short(value)}${goal ? `, goal ${goalText(goal)}: ${isMet(value, goal) ? 'met' : 'not met'}` : ''}`;

/** A section for the terminal, its columns lined up. */
export function asText({ title, columns, rows, ratios, notes }: Section): string {
	const table = [columns, ...rows];
	const widths = columns.map((_column, index) => Math.max(...table.map((row) => (row[index] ?? '').length)));
	const lines = table.map((row) =>
		`  ${row
			.map((text, index) => (index === 0 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0)))
			.join('   ')}`.trimEnd(),
	);
	const marks = ratios.map((ratio) => `  ${ratio.goal ? (isMet(ratio.value, ratio.goal) ? '✓' : '✗') : '·'} ${ratioText(ratio)}`);
	return ['', title, ...lines, ...marks, ...notes.map((note) => `  ${note}`)].join('\n');
}

/** A section as Markdown. */
export function asMarkdown({ title, columns, rows, ratios, notes }: Section): string {
	const line = (row: string[]) => `| ${row.join(' | ')} |`;
	const table = [line(columns), line(columns.map((_column, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
	const list = ratios.map((ratio) => `- ${ratioText(ratio)}`).join('\n');
	return [`### ${title}`, table, list, ...notes].filter(Boolean).join('\n\n');
}

export const machine = (): string =>
	`${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`;

export const load = (): number => loadavg()[0] ?? Number.NaN;
