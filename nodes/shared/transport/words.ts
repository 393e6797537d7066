import { firstCharacters } from '../firstCharacters';
import { asObject, isObject } from '../isObject';
import { parseJson } from './json';

/** Characters of Nex's words that an error shows. */
const LONGEST = 500;

/** A page of HTML or XML, or a piece of one, as a proxy sends it. */
export const isPage = (text: string): boolean => /^\s*<[!?a-z]/i.test(text) || /<\/\w+\s*>|<br\b/i.test(text);

/** The first text among candidates that has words for a person. */
function firstWords(candidates: unknown[]): string | undefined {
	const found = candidates.find((one): one is string => typeof one === 'string' && one.trim() !== '' && !isPage(one));
	return found === undefined ? undefined : firstCharacters(found.trim(), LONGEST);
}

/** What a list of errors, or a map from field to errors, says first. */
function firstOf(errors: unknown): unknown {
	if (Array.isArray(errors)) return isObject(errors[0]) ? wordsIn(errors[0]) : errors[0];
	const [field, said] = Object.entries(asObject(errors))[0] ?? [];
	const words = Array.isArray(said) ? said[0] : said;
	return typeof words === 'string' ? `${field}: ${words}` : undefined;
}

/** The words in the body of an answer: `message`, else `error`, else `detail`, else the first of `errors` (docs/api.md#errors). */
export function wordsIn(body: unknown): string | undefined {
	if (!isObject(body)) return firstWords([Array.isArray(body) ? firstOf(body) : body]);
	const { message, error, detail, errors } = body;
	return firstWords([message, error, detail, asObject(error).message, firstOf(detail), firstOf(errors)]);
}

/** The API's own words in the text of an answer, JSON or not; undefined for a page of HTML. */
export function apiMessage(text: string): string | undefined {
	try {
		return wordsIn(parseJson(text));
	} catch {
		return firstWords([text]);
	}
}
