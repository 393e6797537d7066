import { isObject, objectsIn } from '../isObject';
import { textIn } from '../textIn';
import { trimmed } from '../trimmed';
import { folded } from '../values/choice';

/** What a model writes into an argument that it has to fill and has nothing for, also in quotes. */
const NOTHING_SAID = /^(["']?)(?:null|undefined|none|n\/a|<unknown>|)\1$/i;

const isFiller = (text: string): boolean => NOTHING_SAID.test(trimmed(text));

/** Such words that say something after all, as a choice is called so: in lower case. */
export type Meant = ReadonlySet<string>;

/** The words of {@link Meant} among the choices of a form's fields, and of its attributes. */
export const meantIn = (fields: ReadonlyArray<{ options?: unknown }>): Meant =>
	new Set(
		fields
			.flatMap(({ options }) => objectsIn(options).flatMap(({ name, value }) => [textIn(name), textIn(value)]))
			.filter(isFiller)
			.map(folded),
	);

/** A value in which what stands for nothing is blank, in lists and objects too. */
export function withoutFillers(value: unknown, meant: Meant): unknown {
	if (typeof value === 'string') return isFiller(value) && !meant.has(folded(value)) ? '' : value;
	if (Array.isArray(value)) return value.map((one) => withoutFillers(one, meant));
	if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutFillers(one, meant)]));
}
