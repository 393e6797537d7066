import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { mapByName } from '../attributes/byName';
import type { FormField } from '../attributes/field';
import { readJsonValue } from '../attributes/json';
import type { FieldProblem, Given, Value } from '../attributes/values';
import { readAttributeForm } from '../attributes/values';
import { addHint } from '../hint';
import { asObject } from '../isObject';
import { withoutFillers } from '../tool/said';
import { isTool } from '../tool/settings';
import { isBlank } from '../values/blank';
import { readJsonObject } from '../values/json';

/** What the fields {@link attributes} hold. */
export interface GivenAttributes extends Given {
	/** Slugs of attributes to empty. */
	cleared: string[];
}

/** What n8n keeps of a resource mapper. */
export interface MapperValue {
	mappingMode?: string;
	value?: Record<string, unknown> | string | null;
	schema?: FormField[];
}

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
	const { values, leftOut } = mapByName(isTool(context) ? asObject(withoutFillers(json)) : json, schema);
	if (leftOut.length > 0) addHint(context, namesLeftOut(leftOut));
	return values;
}

/**
 * Attributes as one JSON object gives them. Only null empties one; a blank text is nothing given, as in the form.
 * Of a model even null is nothing given: it fills what it has no value for.
 */
function readGivenJson(value: unknown, isOfModel: boolean): GivenAttributes | FieldProblem {
	const field = 'Attributes (JSON)';
	const object = readJsonObject(value);
	if ('problem' in object) return { field, ...object, advice: object.advice ?? 'Write it as { "attribute_slug": "value" }.' };
	const given: GivenAttributes = { values: new Map(), switches: new Map(), cleared: [] };
	for (const [slug, one] of Object.entries(object.value ?? {})) {
		const read = readJsonValue(isOfModel ? withoutFillers(one ?? '') : one);
		if ('problem' in read) return { field: `${field}: ${slug}`, ...read };
		if (read.value === null) given.cleared.push(slug);
		else if (!isBlank(read.value)) given.values.set(slug, read.value as Value);
	}
	return given;
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
		// Language models write the whole form as JSON.
		const filled = typeof value === 'string' && !isBlank(value) ? readJsonObject(value) : { value: asObject(value) };
		return 'problem' in filled ? { field: 'Attributes', ...filled } : readAttributeForm(filled.value ?? {}, schema, context.getTimezone());
	};
	const given = isJson ? readGivenJson(context.getNodeParameter('attributesJson', '{}'), isTool(context)) : readMapper();
	if ('problem' in given) throw refuseField(context, given.field, given.problem, given.advice);
	return { cleared: [], ...given };
}
