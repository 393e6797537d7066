import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { findField } from '../attributes/byName';
import type { FormField } from '../attributes/field';
import type { Value } from '../attributes/values';
import { missingAttribute, labelOf, targetOf } from '../attributes/values';
import type { Describe, WriteMode } from '../attributes/writeMode';
import { needsStanding, switchesOff, valuesToWrite } from '../attributes/writeMode';
import type { Prepare } from '../operation/definition';
import type { NexRequest } from '../transport/request';
import { tellObjectInText } from '../values/accept';
import { mapperIn, readGivenAttributes, refuseField } from './givenAttributes';

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
	return async (context, request, form) => {
		const refuse = (field: string, problem: string, advice?: string) => refuseField(context, field, problem, advice);
		const mapper = mapperIn(context.getNodeParameter('attributes', {}));
		const { schema = [] } = mapper;
		const isJson = form.get('attributesMode') === 'json';
		const given = readGivenAttributes(context, mapper, isJson);
		const missing = creates && !isJson ? missingAttribute(schema, given) : undefined;
		if (missing !== undefined) throw refuse(missing, 'is empty', 'Nex requires a value for it.');

		const describe = describeBy(schema);
		let target = request;
		let { cleared } = given;
		let found: Standing | undefined;
		let mode: WriteMode = 'replace';
		if (standing) {
			cleared = [...cleared, ...slugsOf(form.get('fieldsToClear'), schema)];
			const both = cleared.find((slug) => given.values.has(slug) || given.switches.has(slug));
			if (both !== undefined) throw refuse(describe(both).name, 'is given a value and is to be cleared', 'Do one of the two.');
			mode = (form.get('writeMode') ?? 'replace') as WriteMode;
			const off = switchesOff(mode, given, describe);
			if (off) throw refuse(off.field, off.problem, off.advice);
			const isAny = given.values.size + given.switches.size > 0;
			found = isAny && needsStanding(mode, given) ? await standing(context, request, given.values) : undefined;
			target = found?.request ?? request;
		}

		for (const [slug, value] of given.values) tellObjectInText(context, describe(slug).name, value);
		const write = valuesToWrite(mode, given, found?.row.attributes as IDataObject | undefined, describe);
		const attributes = Object.fromEntries([...write, ...cleared.map((slug) => [slug, null] as const)]) as IDataObject;
		if (Object.keys(attributes).length > 0) return { ...target, body: { ...target.body, attributes } };
		if (found) return { ...target, known: found.row };
		if (optional) return request;
		throw refuse('Attributes', 'has no value to write', 'Fill at least one attribute.');
	};
}
