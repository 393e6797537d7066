import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { byField, mapByName } from '../attributes/byName';
import type { FormField } from '../attributes/field';
import { readJsonValue } from '../attributes/json';
import type { FieldProblem, Given, Value } from '../attributes/values';
import { readAttributeForm, targetOf } from '../attributes/values';
import { readAttributeObject } from '../attributes/wrapped';
import { addHint } from '../hint';
import { asObject, isObject } from '../isObject';
import { meantIn, withoutFillers } from '../tool/said';
import { isTool } from '../tool/settings';
import { isBlank } from '../values/blank';
import { isJsonObject } from '../values/object';
import type { Reading } from '../values/reader';

/** What the fields {@link attributes} hold. */
export interface GivenAttributes extends Given {
	/** Slugs of attributes to empty. */
	cleared: string[];
}

/** What n8n keeps of a resource mapper. */
interface MapperValue {
	mappingMode?: string;
	value?: unknown;
	schema?: FormField[];
}

/** What a resource mapper holds; the values alone, as an expression or a workflow that was written by hand gives them, count as such. */
export const mapperIn = (given: unknown): MapperValue =>
	isBlank(given) || (isJsonObject(given) && ['mappingMode', 'value', 'schema'].some((name) => Object.hasOwn(given, name)))
		? ((given ?? {}) as MapperValue)
		: { value: given };

/** Names of fields that a hint has room for. */
const MOST_NAMED = 5;

function namesLeftOut(names: string[]): string {
	const named = names.slice(0, MOST_NAMED).map((name) => `"${name}"`);
	const more = names.length > named.length ? ` and ${names.length - named.length} more` : '';
	return `No attribute has the name of these fields of the input, or more than one has, so they were left out: ${named.join(', ')}${more}.`;
}

/** The item's own fields that go by the names of attributes; the execution tells of those that do not. */
function mapInput(context: IExecuteSingleFunctions, schema: FormField[]): Record<string, unknown> {
	const { json } = context.getInputData();
	const { values, leftOut } = mapByName(asObject(isTool(context) ? withoutFillers(json, meantIn(schema)) : json), schema);
	if (leftOut.length > 0) addHint(context, namesLeftOut(leftOut));
	return values;
}

/**
 * Attributes as one JSON object gives them. Only null empties one; a blank text is nothing given, as in the form.
 * Of a model even null is nothing given: it fills what it has no value for.
 */
function readGivenJson(value: unknown, schema: FormField[], isOfModel: boolean): GivenAttributes | FieldProblem {
	const field = 'Attributes (JSON)';
	const object: Reading<Record<string, unknown>> = isBlank(value) ? { value: {} } : readAttributeObject(value);
	if ('problem' in object) return { field, ...object, advice: object.advice ?? 'Write it as { "attribute_slug": "value" }.' };
	const given: GivenAttributes = { values: new Map(), switches: new Map(), cleared: [] };
	for (const [slug, one] of Object.entries(object.value ?? {})) {
		const read = readJsonValue(isOfModel ? withoutFillers(one ?? '', meantIn(schema)) : one);
		if ('problem' in read) return { field: `${field}: ${slug}`, ...read };
		if (read.value === null) given.cleared.push(slug);
		else if (!isBlank(read.value)) given.values.set(slug, read.value as Value);
	}
	return given;
}

/** True for a form each field of which has a value of its own. */
const isFilledByField = (context: IExecuteSingleFunctions): boolean => isObject(asObject(context.getNode().parameters.attributes).value);

/** A form that one expression fills, as language models write it: as JSON, or as an object, by slug or shown name. */
function readWholeForm(value: unknown, schema: FormField[]): Reading<Record<string, unknown>> {
	if (isBlank(value)) return { value: {} };
	const read = readAttributeObject(value, (name) => schema.some(({ id }) => targetOf(id).slug === name));
	return 'problem' in read ? read : byField(read.value ?? {}, schema);
}

/** Says no to a field of the attributes. */
export const refuseField = (context: IExecuteSingleFunctions, field: string, problem: string, advice?: string): NodeOperationError =>
	new NodeOperationError(context.getNode(), `"${field}" ${problem}`, {
		description: advice ?? 'Correct the field, or the expression that fills it.',
		itemIndex: context.getItemIndex(),
	});

/**
 * Reads the attributes that the form, the input item or JSON gives.
 *
 * @throws NodeOperationError that names the first field that cannot be used
 */
export function readGivenAttributes(
	context: IExecuteSingleFunctions,
	{ mappingMode, value, schema = [] }: MapperValue,
	isJson: boolean,
): GivenAttributes {
	const readMapper = () => {
		if (mappingMode === 'autoMapInputData') return readAttributeForm(mapInput(context, schema), schema, context.getTimezone());
		const filled = isFilledByField(context) ? { value: asObject(value) } : readWholeForm(value, schema);
		return 'problem' in filled ? { field: 'Attributes', ...filled } : readAttributeForm(filled.value ?? {}, schema, context.getTimezone());
	};
	const given = isJson ? readGivenJson(context.getNodeParameter('attributesJson', '{}'), schema, isTool(context)) : readMapper();
	if ('problem' in given) throw refuseField(context, given.field, given.problem, given.advice);
	return { cleared: [], ...given };
}
