import type { FieldType, INodePropertyOptions, ResourceMapperField } from 'n8n-workflow';
import type { Attribute } from './definition';

/** The parts of structured values that a form can fill one by one (API facts, 1.16). */
export const PARTS: Record<string, Record<string, { name: string; type: FieldType }>> = {
	full_name: { first_name: { name: 'First Name', type: 'string' }, last_name: { name: 'Last Name', type: 'string' } },
	phone: { country_code: { name: 'Country Code', type: 'number' }, number: { name: 'Number', type: 'string' } },
	location: {
		street: { name: 'Street', type: 'string' },
		city: { name: 'City', type: 'string' },
		region: { name: 'Region', type: 'string' },
		postal_code: { name: 'Postal Code', type: 'string' },
		country: { name: 'Country', type: 'string' },
	},
	social_profile: { username: { name: 'Username', type: 'string' }, url: { name: 'URL', type: 'string' } },
	currency: { value: { name: 'Amount', type: 'number' }, currency: { name: 'Currency Code', type: 'string' } },
};

const FORM_TYPES: Record<string, FieldType> = {
	number: 'number',
	currency: 'number',
	boolean: 'boolean',
	date: 'dateTime',
	select: 'options',
};

const NO_MATCH = { defaultMatch: false, canBeUsedToMatch: false, display: true } as const;

/**
 * An attribute with several values: one text for all, and for a select a toggle for each option, hidden until somebody
 * adds it. A multi-select would show too, but n8n 2.41 keeps no list that is chosen in this form.
 */
function fieldsOfSeveral({ slug, name, required }: Attribute, options: INodePropertyOptions[]): ResourceMapperField[] {
	const toggles = options.map((option) => ({
		...NO_MATCH,
		id: `${slug}[${String(option.value)}]`,
		displayName: `${name}: ${option.name}`,
		required: false,
		type: 'boolean' as const,
		defaultValue: true,
		removed: true,
	}));
	// The options go with the text, so that what is typed can be found among them.
	const text: ResourceMapperField = {
		...NO_MATCH,
		id: `${slug}[]`,
		displayName: `${name} (list)`,
		required,
		type: 'string',
		...(options.length > 0 && { options }),
	};
	// A toggle can stand in for the text, which therefore must not be insisted on by the form.
	return [toggles.length > 0 ? { ...text, required: false } : text, ...toggles];
}

function fieldsOf(attribute: Attribute): ResourceMapperField[] {
	const { slug, name, type, required, multiValue } = attribute;
	const options = attribute.options.map((option) => ({ name: option.name, value: option.id || option.name }));
	if (multiValue) return fieldsOfSeveral(attribute, options);
	const whole: ResourceMapperField = { ...NO_MATCH, id: slug, displayName: name, required, type: FORM_TYPES[type] ?? 'string' };
	if (type === 'select') whole.options = options;
	const parts = Object.entries(PARTS[type] ?? {}).map(([part, { name: partName, type: partType }]) => ({
		...NO_MATCH,
		id: `${slug}.${part}`,
		displayName: `${name}: ${partName}`,
		required: false,
		type: partType,
		// Hidden until somebody adds it: most fill the whole value.
		removed: true,
	}));
	// A structured value can stand in for the whole, which therefore must not be insisted on by the form.
	return [parts.length > 0 ? { ...whole, required: false } : whole, ...parts];
}

/**
 * The form for an object type's attributes. A field's id says how its value is sent: `slug` as it is,
 * `slug[]` as a list, `slug[option]` as one of a list, `slug.part` as a part of a structured value.
 *
 * @param creates true where the form is for something new, which needs a value for every required attribute
 */
export function attributeForm(attributes: Attribute[], { creates }: { creates: boolean }): ResourceMapperField[] {
	const fields = attributes.flatMap(fieldsOf);
	if (creates) return fields;
	// What exists already has what is required. A toggle is hidden until somebody adds it: n8n sends "off" for each that is shown.
	return fields.map((field) => ({ ...field, required: false, ...(field.type === 'boolean' && { removed: true }) }));
}
