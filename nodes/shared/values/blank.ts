import { trimmed } from '../trimmed';

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
