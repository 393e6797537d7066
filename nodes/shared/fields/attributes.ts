import type { INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { attributesFromForm } from '../attributes/values';
import type { FormField } from '../attributes/values';
import type { Prepare } from '../operation/definition';
import { parseJson } from '../transport/json';
import { isObject } from '../isObject';

/** A form that follows the live schema, or JSON: the two ways to give attributes. */
export function attributes(dependsOn: string, resourceMapperMethod: string): INodeProperties[] {
	return [
		{
			displayName: 'Attributes As',
			name: 'attributesMode',
			type: 'options',
			default: 'form',
			description: 'How to give the attributes',
			options: [
				{ name: 'Form', value: 'form', description: "Fill a form that follows the schema in Nex, or map the input item's fields by name" },
				{ name: 'JSON', value: 'json', description: 'Write the attributes as one JSON object' },
			],
		},
		{
			displayName: 'Attributes',
			name: 'attributes',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			required: true,
			description:
				'The values to write. Attributes without a value are left as they are. An attribute marked as a list takes several values: with commas between them, one per line, or as a list from an expression. The options of a select may be given by name, or added one by one.',
			typeOptions: {
				loadOptionsDependsOn: [dependsOn],
				resourceMapper: {
					resourceMapperMethod,
					// Also where something is changed: the editor's update mode wants columns to match rows by, and shows no others.
					mode: 'add',
					valuesLabel: 'Attributes',
					fieldWords: { singular: 'attribute', plural: 'attributes' },
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: true,
					// The notice that comes with an empty form says why it is empty.
					hideNoDataError: true,
				},
			},
			displayOptions: { show: { attributesMode: ['form'] } },
		},
		{
			displayName: 'Attributes (JSON)',
			name: 'attributesJson',
			type: 'json',
			default: '{}',
			required: true,
			description:
				'An object from attribute slugs to values. Names, phones and locations may be text or objects: see <a href="https://docs.nex.ai/api-reference/introduction" target="_blank">Nex on values</a>.',
			placeholder: 'e.g. { "name": { "first_name": "Ada" }, "email_addresses": ["ada@example.com"] }',
			displayOptions: { show: { attributesMode: ['json'] } },
		},
	];
}

interface FormValue {
	mappingMode?: string;
	value?: Record<string, unknown> | null;
	schema?: FormField[];
}

/** The item's own fields whose names are attributes; all of them where the form has no schema yet. */
function mapByName(json: Record<string, unknown>, schema: FormValue['schema'] = []): Record<string, unknown> {
	if (schema.length === 0) return json;
	const byName = new Map(
		schema.flatMap(({ id }) => [
			[id, id],
			[id.replace(/\[\]$/, ''), id],
		]),
	);
	return Object.fromEntries(Object.entries(json).flatMap(([name, value]) => (byName.has(name) ? [[byName.get(name) ?? name, value]] : [])));
}

/** Puts the attributes, from the form or from JSON, into the body of the request. */
export function sendAttributes({ optional = false } = {}): Prepare {
	return (context, request) => {
		const refuse = (message: string, description: string) =>
			new NodeOperationError(context.getNode(), message, { description, itemIndex: context.getItemIndex() });
		let given: unknown;
		if (context.getNodeParameter('attributesMode', 'form') === 'json') {
			given = context.getNodeParameter('attributesJson', '{}') as unknown;
			if (typeof given === 'string') {
				try {
					given = parseJson(given);
				} catch (error) {
					throw refuse(`"Attributes (JSON)" is not valid JSON: ${(error as Error).message}`, 'Check quotes, commas and brackets.');
				}
			}
			if (!isObject(given)) throw refuse('"Attributes (JSON)" must be an object', 'Write it as { "attribute_slug": "value" }.');
		} else {
			const form = context.getNodeParameter('attributes', {}) as FormValue;
			given = attributesFromForm(
				form.mappingMode === 'autoMapInputData' ? mapByName(context.getInputData().json, form.schema) : (form.value ?? {}),
				form.schema,
				context.getTimezone(),
			);
		}
		const attributes = given as Record<string, unknown>;
		if (Object.keys(attributes).length === 0) {
			if (optional) return request;
			throw refuse('"Attributes" has no value to write', 'Fill at least one attribute.');
		}
		return { ...request, body: { ...request.body, attributes } as NonNullable<typeof request.body> };
	};
}
