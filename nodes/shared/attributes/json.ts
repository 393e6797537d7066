import { isJsonObject, isoOf } from '../values/object';
import type { Problem, Reading } from '../values/reader';
import { readText } from '../values/text';

/** No value has so many levels, but one that holds itself has. */
const MOST_LEVELS = 100;

/** Names on the way to a place that a message has room for. */
const MOST_NAMED = 5;

const isProblem = (read: Reading): read is Problem => 'problem' in read;

/** What is wrong with a value that lies inside another, and where it lies. */
function located(read: Problem, path: readonly string[]): Problem {
	if (path.length === 0) return read;
	const place = path.length > MOST_NAMED ? `${path.slice(0, MOST_NAMED).join('.')}…` : path.join('.');
	return { ...read, problem: `${read.problem} (in "${place}")` };
}

function readScalar(value: unknown): Reading {
	if (value === null || typeof value === 'boolean' || value === undefined) return { value };
	if (typeof value === 'number') return Number.isFinite(value) ? { value } : { problem: `is ${value}, which is no number` };
	if (typeof value === 'bigint') return { value: Number.isSafeInteger(Number(value)) ? Number(value) : String(value) };
	if (typeof value !== 'object') return readText(value);
	const iso = isoOf(value);
	if (iso === undefined) {
		const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
		return { problem: `is of the kind ${kind}, which JSON cannot carry`, advice: 'Turn it into text, a list or an object.' };
	}
	// Years beyond 9999 have a sign in front.
	return iso === null || /^[+-]/.test(iso) ? { problem: 'is an invalid date' } : { value: iso };
}

function readList(list: readonly unknown[], path: readonly string[]): Reading {
	const values: unknown[] = [];
	for (const one of list) {
		const read = readAt(one, [...path, String(values.length)]);
		if (isProblem(read)) return read;
		if (read.value !== undefined) values.push(read.value);
	}
	return { value: values };
}

function readEntries(object: Record<string, unknown>, path: readonly string[]): Reading {
	const entries: Array<[string, unknown]> = [];
	for (const [name, one] of Object.entries(object)) {
		const read = readAt(one, [...path, name]);
		if (isProblem(read)) return read;
		entries.push([name, read.value]);
	}
	return { value: Object.fromEntries(entries) };
}

function readAt(value: unknown, path: readonly string[]): Reading {
	if (path.length > MOST_LEVELS) return located({ problem: `has more than ${MOST_LEVELS} levels, or holds itself` }, path);
	if (Array.isArray(value)) return readList(value, path);
	if (isJsonObject(value)) return readEntries(value, path);
	const read = readScalar(value);
	return isProblem(read) ? located(read, path) : read;
}

/**
 * A value of any kind as JSON carries it. What JSON has no word for is refused wherever it is inside: it would write null, which
 * clears what stands in Nex, for what is no number and for an invalid date, and nothing for what a Set or a Map holds.
 */
export const readJsonValue = (value: unknown): Reading => readAt(value, []);
