import { asObject, objectsIn } from '../isObject';
import { textIn } from '../textIn';

/** An attribute of an object type or list, as forms and pickers need it. */
export interface Attribute {
	id: string;
	slug: string;
	name: string;
	/** One of the 13 documented types, or one that a newer API has (docs/api.md#attribute-values). */
	type: string;
	required: boolean;
	unique: boolean;
	multiValue: boolean;
	options: Array<{ id: string; name: string }>;
}

/** Reads the attributes of an object definition. Either spelling of the multi-value flag counts (docs/api.md#multi-value). */
export function readAttributes(definition: unknown): Attribute[] {
	return objectsIn(asObject(definition).attributes)
		.map((raw) => {
			const options = asObject(raw.options);
			return {
				id: textIn(raw.id),
				slug: textIn(raw.slug),
				name: textIn(raw.name) || textIn(raw.slug),
				type: textIn(raw.type) || 'text',
				required: options.is_required === true,
				unique: options.is_unique === true,
				multiValue: options.is_multi_value === true || options.is_multivalue === true,
				options: objectsIn(options.select_options).map((option) => ({ id: textIn(option.id), name: textIn(option.name) })),
			};
		})
		.filter(({ slug }) => slug !== '');
}
