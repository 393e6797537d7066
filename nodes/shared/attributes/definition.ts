import type { IDataObject } from 'n8n-workflow';

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

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const objects = (value: unknown): IDataObject[] =>
	Array.isArray(value) ? value.filter((one): one is IDataObject => one !== null && typeof one === 'object') : [];

/** Reads the attributes of an object definition. Either spelling of the multi-value flag counts (docs/api.md#multi-value). */
export function readAttributes(definition: unknown): Attribute[] {
	const attributes = definition !== null && typeof definition === 'object' && 'attributes' in definition ? definition.attributes : [];
	return objects(attributes)
		.map((raw) => {
			const options = (raw.options ?? {}) as IDataObject;
			return {
				id: text(raw.id),
				slug: text(raw.slug),
				name: text(raw.name) || text(raw.slug),
				type: text(raw.type) || 'text',
				required: options.is_required === true,
				unique: options.is_unique === true,
				multiValue: options.is_multi_value === true || options.is_multivalue === true,
				options: objects(options.select_options).map((option) => ({ id: text(option.id), name: text(option.name) })),
			};
		})
		.filter(({ slug }) => slug !== '');
}
