import type { INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import type { Attribute } from '../attributes/definition';
import type { AttributeField } from '../attributes/field';

/** Attributes as choices, by their slugs. */
export const asChoices = (attributes: Attribute[]): INodePropertyOptions[] => attributes.map(({ name, slug }) => ({ name, value: slug }));

/** What a record has besides its attributes that Nex has been seen to sort by. */
const TIMES: INodePropertyOptions[] = [
	{ name: 'Created At', value: 'created_at', description: 'Nex does not document that it sorts by this' },
	{ name: 'Updated At', value: 'updated_at', description: 'Nex does not document that it sorts by this' },
];

/** Attributes to sort by, after the times of the record itself. */
export const withTimes = (attributes: INodePropertyOptions[]): INodePropertyOptions[] => [
	...TIMES,
	...attributes.filter(({ value }) => !TIMES.some((time) => time.value === value)),
];

/**
 * The form of attributes, or why it is empty.
 *
 * @param notice is left out if there are fields: n8n shows it while it maps automatically, too, whatever fields there are
 */
export const formOrNotice = (fields: AttributeField[], notice: string): ResourceMapperFields =>
	fields.length > 0 ? { fields } : { fields, emptyFieldsNotice: notice };
