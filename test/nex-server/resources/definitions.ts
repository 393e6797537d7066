import { badRequest } from '../errors';
import { filledText, flag, object, objects, requiredText, slug, text } from '../fields';
import type { Fields } from '../fields';
import type { Shapes } from '../shapes';
import type { NewAttribute } from '../state/objects';
import type { Attribute, Definition } from '../types';
import { ATTRIBUTE_TYPES } from '../types';
import { oneOf } from '../fields';

/** An attribute definition on the wire. */
export function attributeOnWire(attribute: Attribute, shapes: Shapes): Record<string, unknown> {
	const { is_multi_value, ...options } = attribute.options;
	return { ...attribute, options: { ...options, [shapes.multiValueName]: is_multi_value } };
}

/** An object type or a list on the wire. */
export function definitionOnWire(
	{ attributes, ...definition }: Definition,
	shapes: Shapes,
	withAttributes: boolean,
): Record<string, unknown> {
	return withAttributes ? { ...definition, attributes: attributes.map((attribute) => attributeOnWire(attribute, shapes)) } : definition;
}

/** The fields that a new object type and a new list share. */
export const newDefinition = (body: Fields): { name: string; slug: string; name_plural?: string; description?: string } => ({
	name: requiredText(body, 'name'),
	slug: slug(body),
	name_plural: text(body, 'name_plural'),
	description: text(body, 'description'),
});

/** The fields given, without those left out. */
export const given = <T extends object>(fields: T): Partial<T> =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

function selectOptions(options: Fields): Array<{ id?: string; name: string }> | undefined {
	return objects(options, 'select_options')?.map((option) => ({ id: text(option, 'id') || undefined, name: requiredText(option, 'name') }));
}

export function newAttribute(body: Fields, { multiValueTaken }: Shapes): NewAttribute {
	const type = oneOf(body, 'type', ATTRIBUTE_TYPES);
	if (!type) throw badRequest('type is required');
	const options = object(body, 'options') ?? {};
	return {
		name: requiredText(body, 'name'),
		slug: slug(body),
		type,
		description: text(body, 'description'),
		options: given({
			is_required: flag(options, 'is_required'),
			is_unique: flag(options, 'is_unique'),
			is_multi_value: (multiValueTaken === 'both' ? flag(options, 'is_multi_value') : undefined) ?? flag(options, 'is_multivalue'),
			use_raw_format: flag(options, 'use_raw_format'),
			is_whole_number: flag(options, 'is_whole_number'),
			select_options: selectOptions(options),
		}),
	};
}

export function attributeChanges(body: Fields): Partial<Pick<NewAttribute, 'name' | 'description' | 'options'>> {
	const options = object(body, 'options') ?? {};
	return {
		name: filledText(body, 'name'),
		description: text(body, 'description'),
		options: given({
			is_required: flag(options, 'is_required'),
			use_raw_format: flag(options, 'use_raw_format'),
			is_whole_number: flag(options, 'is_whole_number'),
			select_options: selectOptions(options),
		}),
	};
}
