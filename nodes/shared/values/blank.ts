/** White characters and those that show nothing, as pasted from web pages: zero-width spaces, joiners and marks. */
const AROUND = /^[\s\u200B-\u200F\u2060\u180E\u00AD]+|[\s\u200B-\u200F\u2060\u180E\u00AD]+$/g;

/** Text without white or invisible characters around it. */
export const trimmed = (text: string): string => text.replace(AROUND, '');

/** Nothing, or text with nothing to see in it. */
export const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && trimmed(value) === '');

/** A value as a person may have left it in the form: nothing, blanks, a list of such, or an empty picker. */
export function isEmpty(value: unknown): boolean {
	if (isBlank(value)) return true;
	if (Array.isArray(value)) return value.every(isEmpty);
	if (value !== null && typeof value === 'object' && '__rl' in value) return isEmpty((value as { value?: unknown }).value);
	return false;
}
