import type { FieldType, INodePropertyOptions } from 'n8n-workflow';
import type { Attribute } from './definition';
import type { AttributeField } from './field';
import { PARTS } from './parts';

const FORM_TYPES: ReadonlyMap<string, FieldType> = new Map([
	['number', 'number'],
	['currency', 'number'],
	['boolean', 'boolean'],
	['date', 'dateTime'],
	['select', 'options'],
]);

/** What every field of an attribute says. */
const common = ({ name, type }: Attribute) => ({
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
	attributeType: type,
	attributeName: name,
});

/**
 * An attribute with several values: one text for all, and for a select a toggle for each option, hidden until somebody
 * adds it. A multi-select would show too, but n8n 2.41 keeps no list that is chosen in this form.
 */
function fieldsOfSeveral(attribute: Attribute, options: INodePropertyOptions[]): AttributeField[] {
	const { slug, name, required } = attribute;
	const toggles = options.map((option) => ({
		...common(attribute),
		id: `${slug}[${String(option.value)}]`,
		displayName: `${name}: ${option.name}`,
		required: false,
		type: 'boolean' as const,
		defaultValue: true,
		removed: true,
	}));
	// The options go with the text, so that what is typed can be found among them.
	const text: AttributeField = {
		...common(attribute),
		id: `${slug}[]`,
		displayName: `${name} (list)`,
		required,
		type: 'string',
		...(options.length > 0 && { options }),
	};
	// A toggle can stand in for the text, which therefore must not be insisted on by the form.
	return [toggles.length > 0 ? { ...text, required: false } : text, ...toggles];
}

function fieldsOf(attribute: Attribute): AttributeField[] {
	const { slug, name, type, required, multiValue } = attribute;
	const options = attribute.options.map((option) => ({ name: option.name, value: option.id || option.name }));
	if (multiValue) return fieldsOfSeveral(attribute, options);
	const whole: AttributeField = {
		...common(attribute),
		id: slug,
		displayName: name,
		required,
		type: FORM_TYPES.get(type) ?? 'string',
	};
	if (type === 'select') whole.options = options;
	const parts = Object.entries(PARTS.get(type) ?? {}).map(([part, { name: partName, type: partType }]) => ({
		...common(attribute),
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
 * The form for something new, which needs a value for every required attribute. A field's id says how its value is
 * sent: `slug` as it is, `slug[]` as a list, `slug[option]` as one of a list, `slug.part` as a part of a structured value.
 */
export function formForNew(attributes: Attribute[]): AttributeField[] {
	return attributes.flatMap((attribute) =>
		fieldsOf(attribute).map((field, at) => ({ ...field, ...(attribute.required && at === 0 && { attributeRequired: true }) })),
	);
}

/**
 * The form for what exists already, and so has what is required. A toggle is hidden until somebody adds it: n8n sends
 * "off" for each that is shown.
 */
export function formForChange(attributes: Attribute[]): AttributeField[] {
	return attributes.flatMap(fieldsOf).map((field) => ({ ...field, required: false, ...(field.type === 'boolean' && { removed: true }) }));
}
