import type { FieldType, ResourceMapperField } from 'n8n-workflow';
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

const FORM_TYPES: Record<string, FieldType> = { number: 'number', currency: 'number', boolean: 'boolean', date: 'dateTime', select: 'options' };

const NO_MATCH = { defaultMatch: false, canBeUsedToMatch: false, display: true } as const;

function fieldsOf(attribute: Attribute): ResourceMapperField[] {
	const { slug, name, type, required, multiValue, options } = attribute;
	if (multiValue) {
		return [{ ...NO_MATCH, id: `${slug}[]`, displayName: `${name} (list)`, required, type: 'string' }];
	}
	const whole: ResourceMapperField = { ...NO_MATCH, id: slug, displayName: name, required, type: FORM_TYPES[type] ?? 'string' };
	if (type === 'select') whole.options = options.map((option) => ({ name: option.name, value: option.id || option.name }));
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
 * `slug[]` as a list, `slug.part` as a part of a structured value.
 *
 * @param creates true where the form is for something new, which needs a value for every required attribute
 */
export function attributeForm(attributes: Attribute[], { creates }: { creates: boolean }): ResourceMapperField[] {
	const fields = attributes.flatMap(fieldsOf);
	// What exists already has what is required.
	return creates ? fields : fields.map((field) => ({ ...field, required: false }));
}
