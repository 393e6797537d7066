import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { findField, mapByName } from '../attributes/byName';
import type { FormField } from '../attributes/field';
import { readJsonValue } from '../attributes/json';
import type { FieldProblem, Given, Value } from '../attributes/values';
import { missingAttribute, labelOf, readAttributeForm, targetOf } from '../attributes/values';
import type { Describe, WriteMode } from '../attributes/writeMode';
import { needsStanding, switchesOff, valuesToWrite } from '../attributes/writeMode';
import type { Prepare } from '../operation/definition';
import type { NexRequest } from '../transport/request';
import { nexRequest } from '../transport/request';
import { withoutFillers } from '../tool/said';
import { isTool } from '../tool/settings';
import { asObject } from '../isObject';
import { isBlank } from '../values/blank';
import { readJsonObject } from '../values/json';

/** What stands in Nex already, as the API gives it, and the request that changes it if that is another than the operation's own. */
interface Standing {
	row: IDataObject;
	request?: NexRequest;
}

/**
 * Reads what stands before something is written over it; undefined if there is nothing yet.
 *
 * @param values the values that are to be written, by slug
 */
export type ReadStanding = (
	context: IExecuteSingleFunctions,
	request: NexRequest,
	values: ReadonlyMap<string, Value>,
) => Promise<Standing | undefined>;

export interface SendAttributes {
	/** True if something can be written without any attribute. */
	optional?: boolean;
	/** True if what is written is always new, and so needs every required attribute. */
	creates?: boolean;
	/** Reads what stands, for an operation that has the fields `changes`. */
	standing?: ReadStanding;
}

/** Sends another request of the same item, before the operation's own. */
export async function askBefore(
	context: IExecuteSingleFunctions,
	{ signal, itemIndex, host, timeout, notFound }: NexRequest,
	asked: Pick<NexRequest, 'method' | 'path' | 'scopes'> & Partial<NexRequest>,
): Promise<unknown> {
	return (await nexRequest(context, { signal, itemIndex, host, timeout, notFound, ...asked })).body;
}

interface FormValue {
	mappingMode?: string;
	value?: Record<string, unknown> | null;
	schema?: FormField[];
}

/**
 * Attributes as one JSON object gives them. Only null empties one; a blank text is nothing given, as in the form.
 * Of a model even null is nothing given: it fills what it has no value for.
 */
function readGivenJson(value: unknown, isOfModel: boolean): (Given & { cleared: string[] }) | FieldProblem {
	const field = 'Attributes (JSON)';
	const object = readJsonObject(value);
	if ('problem' in object) return { field, ...object, advice: object.advice ?? 'Write it as { "attribute_slug": "value" }.' };
	const given = { values: new Map<string, Value>(), switches: new Map<string, Map<string, boolean>>(), cleared: [] as string[] };
	for (const [slug, one] of Object.entries(object.value ?? {})) {
		const read = readJsonValue(isOfModel ? withoutFillers(one ?? '') : one);
		if ('problem' in read) return { field: `${field}: ${slug}`, ...read };
		if (read.value === null) given.cleared.push(slug);
		else if (!isBlank(read.value)) given.values.set(slug, read.value as Value);
	}
	return given;
}

/** Attributes that are named by slug or shown name, as slugs. */
function slugsOf(names: unknown, schema: FormField[]): string[] {
	const find = findField(schema);
	return (Array.isArray(names) ? names : []).map((name) => targetOf(find(String(name)) ?? String(name)).slug);
}

/** What to call an attribute, and its options, as the form says. */
function describeBy(schema: FormField[]): Describe {
	return (slug) => {
		const field = schema.find(({ id }) => id === slug || id === `${slug}[]`);
		return { name: field ? (field.attributeName ?? labelOf(field)) : slug, options: field?.options ?? [] };
	};
}

/** Puts the attributes, from the form or from JSON, into the body of the request. */
export function sendAttributes({ optional = false, creates = false, standing }: SendAttributes = {}): Prepare {
	return async (context, request, fields) => {
		const refuse = (field: string, problem: string, advice = 'Correct the field, or the expression that fills it.') =>
			new NodeOperationError(context.getNode(), `"${field}" ${problem}`, { description: advice, itemIndex: context.getItemIndex() });
		const fine = <Read extends object>(read: Read | FieldProblem): Read => {
			if ('problem' in read) throw refuse(read.field, read.problem, read.advice);
			return read;
		};

		const form = context.getNodeParameter('attributes', {}) as FormValue;
		const schema = form.schema ?? [];
		const isJson = fields.get('attributesMode') === 'json';
		const isMapped = form.mappingMode === 'autoMapInputData';
		const isOfModel = isTool(context);
		const { json } = context.getInputData();
		const values = isMapped ? mapByName(isOfModel ? asObject(withoutFillers(json)) : json, schema) : (form.value ?? {});
		const given: Given & { cleared?: string[] } = fine(
			isJson
				? readGivenJson(context.getNodeParameter('attributesJson', '{}'), isOfModel)
				: readAttributeForm(values, schema, context.getTimezone()),
		);
		const missing = creates && !isJson ? missingAttribute(schema, given) : undefined;
		if (missing !== undefined) throw refuse(missing, 'is empty', 'Nex requires a value for it.');

		const describe = describeBy(schema);
		let write = given.values;
		let target = request;
		let known: IDataObject | undefined;
		let cleared = given.cleared ?? [];
		if (standing) {
			cleared = [...cleared, ...slugsOf(fields.get('fieldsToClear'), schema)];
			const both = cleared.find((slug) => given.values.has(slug) || given.switches.has(slug));
			if (both !== undefined) throw refuse(describe(both).name, 'is given a value and is to be cleared', 'Do one of the two.');
			const mode = (fields.get('writeMode') ?? 'replace') as WriteMode;
			const off = switchesOff(mode, given, describe);
			if (off) throw refuse(off.field, off.problem, off.advice);
			const isAny = given.values.size + given.switches.size > 0;
			const found = isAny && needsStanding(mode, given) ? await standing(context, request, given.values) : undefined;
			if (found) [target, known] = [found.request ?? request, found.row];
			write = valuesToWrite(mode, given, found?.row.attributes as IDataObject | undefined, describe);
		} else write = valuesToWrite('replace', given, undefined, describe);

		const attributes = Object.fromEntries([...write, ...cleared.map((slug) => [slug, null] as const)]) as IDataObject;
		if (Object.keys(attributes).length > 0) return { ...target, body: { ...target.body, attributes } };
		if (known) return { ...target, known };
		if (optional) return request;
		throw refuse('Attributes', 'has no value to write', 'Fill at least one attribute.');
	};
}
