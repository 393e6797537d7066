import { isObject } from '../isObject';
import { trimmed } from '../trimmed';

/** What a model writes into an argument that it has to fill and has nothing for. */
const NOTHING_SAID = /^(null|undefined|n\/a)$/i;

/** A value in which such words are blank, in lists and objects too. */
export function withoutFillers(value: unknown): unknown {
	if (typeof value === 'string') return NOTHING_SAID.test(trimmed(value)) ? '' : value;
	if (Array.isArray(value)) return value.map(withoutFillers);
	if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutFillers(one)]));
}
