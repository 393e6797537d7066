import { randomUUID } from 'node:crypto';

// Stands in for a bare integer while JSON.stringify and JSON.parse are at work; nobody can send it by accident.
const MARK = `bare:${randomUUID()}:`;
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g');
// Whole strings and whole numbers, so that digits inside either are not taken for an integer.
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG_INTEGER = /^-?\d{16,}$/;

/** An integer that is a bare number on the wire, kept as its digits because a JavaScript number would change them. */
export class Bare {
	constructor(readonly digits: string) {}

	toJSON(): string {
		return MARK + this.digits;
	}

	toString(): string {
		return this.digits;
	}
}

/** `value` as JSON on one line, with every {@link Bare} written digit for digit. */
export function stringify(value: unknown): string {
	const text = JSON.stringify(value);
	return text.includes(MARK) ? text.replace(MARKED, '$1') : text;
}

function revive(value: unknown): unknown {
	if (typeof value === 'string') return value.startsWith(MARK) ? new Bare(value.slice(MARK.length)) : value;
	if (Array.isArray(value)) return value.map(revive);
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, revive(item)]));
	return value;
}

/**
 * Parses JSON without losing digits: integers of 16 digits or more become {@link Bare}.
 * @throws SyntaxError if `text` is not JSON
 */
export function parse(text: string): unknown {
	if (!/\d{16}/.test(text)) return JSON.parse(text);
	return revive(JSON.parse(text.replace(STRING_OR_NUMBER, (part) => (LONG_INTEGER.test(part) ? `"${MARK}${part}"` : part))));
}
