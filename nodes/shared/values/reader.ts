import type { INodeProperties } from 'n8n-workflow';
import { firstCharacters } from '../firstCharacters';

/** What is wrong with a value: the end of a sentence that begins with the field's name, and what to give instead. */
export interface Problem {
	problem: string;
	advice?: string;
}

/** A value as Nex takes it, or what is wrong with it. `undefined` as a value: nothing was given. */
export type Reading<Value = unknown> = { value: Value | undefined } | Problem;

/** What a reader may want to know besides the value. */
interface Surroundings {
	/** The workflow's time zone, such as Europe/Stockholm: dates without one are meant in it. */
	timezone: string;
}

/** Reads one value that is not blank, by the description of its field. */
export type Reader = (value: unknown, field: INodeProperties, surroundings: Surroundings) => Reading;

const LONGEST_SHOWN = 60;

/** A value as it is shown in a message: as JSON, cut to a length that can be read. */
export function shown(value: unknown): string {
	if (typeof value === 'number') return String(value);
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
	let text: string | undefined;
	try {
		text = JSON.stringify(value);
	} catch {
		text = undefined;
	}
	text ??= typeof value;
	return text.length > LONGEST_SHOWN ? `${firstCharacters(text, LONGEST_SHOWN)}…` : text;
}
