import type { Reading } from '../values/reader';
import { readText } from '../values/text';

/** True for a date of n8n's expressions. Not by its class: they may have a Luxon of their own. */
const isLuxon = (value: object): value is { toISO: () => unknown } => 'toISO' in value && typeof value.toISO === 'function';

function readEntries(value: object): Reading {
	const entries: Array<[string, unknown]> = [];
	for (const [name, one] of Object.entries(value)) {
		const read = readJsonValue(one);
		if ('problem' in read) return { ...read, problem: `${read.problem} (in "${name}")` };
		entries.push([name, read.value]);
	}
	return { value: Object.fromEntries(entries) };
}

/**
 * A value of any kind as JSON carries it. JSON has no word for what is no number and for an invalid date, and would write
 * null, which clears what stands in Nex: they are refused wherever they are inside.
 */
export function readJsonValue(value: unknown): Reading {
	if (value === null || typeof value === 'boolean' || value === undefined) return { value };
	if (typeof value === 'number') return Number.isFinite(value) ? { value } : { problem: `is ${value}, which is no number` };
	if (typeof value !== 'object') return readText(value);
	if (Array.isArray(value)) {
		const list: unknown[] = [];
		for (const one of value) {
			const read = readJsonValue(one);
			if ('problem' in read) return read;
			if (read.value !== undefined) list.push(read.value);
		}
		return { value: list };
	}
	if (!(value instanceof Date) && !isLuxon(value)) return readEntries(value);
	const iso: unknown = value instanceof Date ? (Number.isNaN(value.getTime()) ? null : value.toISOString()) : value.toISO();
	return typeof iso === 'string' ? { value: iso } : { problem: 'is an invalid date' };
}
