import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { isObject } from '../isObject';
import { isEmpty } from '../values/blank';
import { findChoice, folded } from '../values/choice';
import { plainValue, unwrapped } from './plain';
import type { FieldProblem, Given, Value } from './values';

/** What happens to values that stand in Nex already. */
export type WriteMode = 'replace' | 'addToLists' | 'onlyIfEmpty';

/** The options of an attribute that is a select, and what it is called. */
export type Describe = (slug: string) => { name: string; options: INodePropertyOptions[] };

const asList = (value: Value | undefined): Value[] => (Array.isArray(value) ? (value as Value[]) : isEmpty(value) ? [] : [value as Value]);

const standsEmpty = (value: Value | undefined): boolean => isEmpty(value) || (isObject(value) && Object.keys(value).length === 0);

/** Text in which two values that count as one are the same. */
function keyOf(value: Value): string {
	const plain = plainValue(value);
	return typeof plain === 'string' || typeof plain === 'number' ? folded(String(plain)) : JSON.stringify(plain);
}

/** A value as it is sent: an option by its ID, however Nex shows it. */
function asSent(value: Value, options: INodePropertyOptions[]): Value {
	const plain = unwrapped(value);
	const shownName = isObject(plain) ? (plain.id ?? plain.name) : plain;
	return findChoice(shownName, options)?.value ?? plain;
}

function union(lists: Value[][], options: INodePropertyOptions[]): Value[] {
	const found = new Map<string, Value>();
	for (const value of lists.flat().map((one) => asSent(one, options))) {
		const key = keyOf(value);
		if (!found.has(key)) found.set(key, value);
	}
	return [...found.values()];
}

/** True if what stands has to be known before anything can be written. */
export const needsStanding = (mode: WriteMode, { values, switches }: Given): boolean =>
	mode !== 'replace' || [...switches.keys()].some((slug) => !values.has(slug));

/** What a switch would do to the list of its attribute, if nothing can be read from switches that are all off. */
export function switchesOff(mode: WriteMode, { values, switches }: Given, describe: Describe): FieldProblem | undefined {
	if (mode !== 'replace') return undefined;
	for (const [slug, some] of switches) {
		if (values.has(slug) || [...some.values()].includes(true)) continue;
		return {
			field: describe(slug).name,
			problem: 'has only options that are switched off',
			advice:
				'To clear it, choose it in "Fields to Clear". To take these options away and keep others, set "Write Mode" to "Add to Lists".',
		};
	}
	return undefined;
}

/**
 * What is to be written.
 *
 * @param standing the attributes that stand in Nex; undefined if there is nothing yet
 */
export function valuesToWrite(
	mode: WriteMode,
	{ values, switches }: Given,
	standing: IDataObject | undefined,
	describe: Describe,
): Map<string, Value> {
	const write = new Map<string, Value>();
	const stands = (slug: string): Value | undefined => (standing && Object.hasOwn(standing, slug) ? unwrapped(standing[slug]) : undefined);
	for (const slug of new Set([...values.keys(), ...switches.keys()])) {
		const value = values.get(slug);
		const before = stands(slug);
		const some = [...(switches.get(slug) ?? [])];
		const isList = some.length > 0 || Array.isArray(value);
		if (mode === 'onlyIfEmpty' && !standsEmpty(before)) continue;
		if (!isList) {
			if (value !== undefined) write.set(slug, value);
			continue;
		}
		const { options } = describe(slug);
		const keeps = mode === 'addToLists' || value === undefined;
		const on = some.filter(([, isOn]) => isOn).map(([option]) => option);
		const off = new Set(some.filter(([, isOn]) => !isOn).map(([option]) => keyOf(option)));
		const kept = keeps ? asList(before) : [];
		const list = union([kept, asList(value), on], options).filter((one) => !off.has(keyOf(one)));
		const known = union([asList(before)], options).map(keyOf);
		const isSame = keeps && list.length === known.length && list.every((one) => known.includes(keyOf(one)));
		if (!isSame) write.set(slug, list as Value);
	}
	return write;
}
