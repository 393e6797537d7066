import { parseJson } from '../transport/json';
import { trimmed } from '../trimmed';
import { isJsonObject } from './object';
import type { Reading } from './reader';

/** Text without the Markdown fence that language models put around JSON. */
export function withoutFence(text: string): string {
	const [, inner] = /^```[\w-]*\s*\n?([\s\S]*?)\n?\s*```$/.exec(trimmed(text)) ?? [];
	return trimmed(inner ?? text);
}

/** Reads an object, given as one or as JSON text. Whole numbers that JavaScript cannot hold stay exact, as text. */
export function readJsonObject(value: unknown): Reading<Record<string, unknown>> {
	let read = value;
	if (typeof value === 'string') {
		try {
			read = parseJson(withoutFence(value));
			// Some language models write an object as JSON inside a text of JSON.
			if (typeof read === 'string') read = parseJson(withoutFence(read));
		} catch (error) {
			return { problem: `is not valid JSON: ${(error as Error).message}`, advice: 'Check quotes, commas and brackets.' };
		}
	}
	return isJsonObject(read) ? { value: read } : { problem: 'must be a JSON object', advice: 'Write it as { "name": "value" }.' };
}
