import { readJsonObject } from '../values/json';
import { isJsonObject } from '../values/object';
import type { Reading } from '../values/reader';
import { isPartName } from './parts';

/** What stands around attributes in bodies of the API, and around arguments that language models write, also as JSON in text. */
const WRAPPERS: ReadonlySet<string> = new Set(['attributes', 'arguments']);
/** Other words around arguments, which an attribute of text may as well be called by. */
const AROUND_OBJECTS: ReadonlySet<string> = new Set(['parameters', 'properties', 'input']);

/** Names that a message has room for. */
const MOST_NAMED = 5;

/** True for an object that is no value of an attribute: not all it has are parts of one. */
const isWrapped = (value: unknown): value is Record<string, unknown> => isJsonObject(value) && !Object.keys(value).every(isPartName);

/**
 * Reads attributes as one object, by slug or name. One that stands alone in another, such as under "attributes", is taken out of it.
 *
 * @param isAttribute true for a name that an attribute has
 */
export function readAttributeObject(
	value: unknown,
	isAttribute: (name: string) => boolean = () => false,
): Reading<Record<string, unknown>> {
	const read = readJsonObject(value);
	if ('problem' in read) return read;
	const object = read.value ?? {};
	const names = Object.keys(object);
	const [wrapper = ''] = names;
	const isAround = WRAPPERS.has(wrapper) || (AROUND_OBJECTS.has(wrapper) && isJsonObject(object[wrapper]));
	if (names.length === 1 && isAround && !isAttribute(wrapper)) {
		const inner = readJsonObject(object[wrapper]);
		if (!('problem' in inner) && isWrapped(inner.value)) return readAttributeObject(inner.value, isAttribute);
	}
	if (isWrapped(object.attributes) && !isAttribute('attributes')) {
		const others = names.filter((name) => name !== 'attributes').slice(0, MOST_NAMED);
		return {
			problem: `has the attributes one level deeper, beside ${others.join(', ')}`,
			advice: 'Give only what stands under "attributes".',
		};
	}
	return { value: object };
}
