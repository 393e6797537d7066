import { folded, readChoice } from '../shared/values/choice';
import type { Reader } from '../shared/values/reader';

/** What can be looked for. Nex calls people contacts here, and persons everywhere else. */
export const KINDS = [
	{ name: 'Companies', value: 'company' },
	{ name: 'People', value: 'contact' },
];

/** Other names that people and models have for the same, folded. */
const ALSO: Record<string, string> = { person: 'contact', persons: 'contact', contacts: 'contact' };

/** Reads what to look for, by any of its names. */
export const readKind: Reader = (value) => {
	const name = typeof value === 'string' ? folded(value) : '';
	return readChoice(Object.hasOwn(ALSO, name) ? ALSO[name] : value, KINDS);
};
