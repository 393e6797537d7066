import type { INodeProperties } from 'n8n-workflow';

/** The name that a value has in the body or in the query, with dots if it lies deeper. Without either, code reads the field. */
export interface Sent {
	body?: string;
	query?: string;
}

/** n8n's own words for {@link Sent}. */
export function routingOf({ body, query }: Sent): Pick<INodeProperties, 'routing'> {
	if (body !== undefined) return { routing: { send: { type: 'body', property: body } } };
	return query === undefined ? {} : { routing: { send: { type: 'query', property: query } } };
}

/** What a field says whatever its type. */
interface Field extends Sent, Pick<INodeProperties, 'displayName' | 'name' | 'required' | 'hint' | 'displayOptions'> {
	description: string;
	/** Where the value comes from, as sentences, for models. */
	propertyHint?: string;
}

function field<Type extends Pick<INodeProperties, 'type' | 'default'>>({
	body,
	query,
	propertyHint,
	...property
}: Field & Type): INodeProperties {
	return { ...property, ...(propertyHint && { builderHint: { propertyHint } }), ...routingOf({ body, query }) };
}

interface Text extends Field {
	/** A value as an example, without "e.g.". */
	example: string;
	/** How many lines it shows, if more than one. */
	rows?: number;
}

/** A field for text. */
export const text = ({ example, rows, ...given }: Text): INodeProperties =>
	field({ ...given, type: 'string', default: '', placeholder: `e.g. ${example}`, ...(rows && { typeOptions: { rows } }) });

interface Texts extends Text {
	/** What the button says that adds one. */
	button: string;
}

/** A field for several texts, each in a row of its own. */
export const texts = ({ example, button, ...given }: Texts): INodeProperties =>
	field({
		...given,
		type: 'string',
		default: [],
		placeholder: `e.g. ${example}`,
		typeOptions: { multipleValues: true, multipleValueButtonText: button },
	});

/** A switch, which is off unless `default` says otherwise. */
export const toggle = ({ default: isOn = false, ...given }: Field & { default?: boolean }): INodeProperties =>
	field({ ...given, type: 'boolean', default: isOn });

interface Numeric extends Field {
	default: number;
	least?: number;
	most?: number;
	/** Digits after the point; any number of them unless given. */
	decimals?: number;
}

/** A number, of 1 at least unless `least` says otherwise. */
export const number = ({ least = 1, most, decimals, ...given }: Numeric): INodeProperties =>
	field({
		...given,
		type: 'number',
		typeOptions: {
			minValue: least,
			...(most !== undefined && { maxValue: most }),
			...(decimals !== undefined && { numberPrecision: decimals }),
		},
	});

/** A number without digits after the point. */
export const wholeNumber = (given: Omit<Numeric, 'decimals'>): INodeProperties => number({ ...given, decimals: 0 });

/** A moment: n8n's picker, or text as ISO 8601. */
export const moment = (given: Field): INodeProperties =>
	field({ ...given, type: 'dateTime', default: '', propertyHint: 'ISO 8601, such as 2026-05-04T09:00.' });

interface Choice extends Field {
	options: NonNullable<INodeProperties['options']>;
	default: string;
}

/** One of several. */
export const choice = (given: Choice): INodeProperties => field({ ...given, type: 'options' });

/** Several of several. */
export const choices = (given: Omit<Choice, 'default'>): INodeProperties => field({ ...given, type: 'multiOptions', default: [] });

/** The same field, which has to be filled. */
export const required = (optional: INodeProperties): INodeProperties => ({ ...optional, required: true });
