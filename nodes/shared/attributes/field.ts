import type { ResourceMapperField } from 'n8n-workflow';

/** A field of the form, as n8n keeps it with the node: with what Nex says of its attribute. */
export interface AttributeField extends ResourceMapperField {
	/** The type in Nex, one of the 13 documented or a newer one. */
	attributeType: string;
	/** What the attribute is called in Nex. */
	attributeName: string;
	/** Set if something new needs a value for the attribute, in this field or in another of it. */
	attributeRequired?: boolean;
}

/** A field as it may be found in a node; one that was made by an earlier version says less. */
export type FormField = Pick<ResourceMapperField, 'id'> &
	Partial<Pick<AttributeField, 'displayName' | 'type' | 'options' | 'attributeType' | 'attributeName' | 'attributeRequired'>>;

const TYPE_OF_FIELD: ReadonlyMap<string, string> = new Map([
	// An amount of money is asked for as a number too, and is read like one.
	['number', 'currency'],
	['boolean', 'boolean'],
	['dateTime', 'date'],
	['options', 'select'],
]);

/** The type of a field's attribute; undefined if nothing tells it. */
export function typeOf({ attributeType, type, options }: FormField): string | undefined {
	return attributeType ?? TYPE_OF_FIELD.get(type ?? '') ?? (options && options.length > 0 ? 'select' : undefined);
}

/** Where a field's value goes: to the attribute as a whole, to its list, to one option of a list, or to one part. */
export type Target = { slug: string } & (
	{ as: 'value' } | { as: 'list' } | { as: 'option'; option: string } | { as: 'part'; part: string }
);
