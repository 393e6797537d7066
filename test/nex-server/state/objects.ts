import { badRequest, notFound } from '../errors';
import type { Attribute, AttributeOptions, Definition } from '../types';
import type { State } from './state';

/** What an attribute is made from; what is left out is off, or empty. */
export interface NewAttribute {
	name: string;
	slug: string;
	type: Attribute['type'];
	description?: string;
	options?: Partial<Omit<AttributeOptions, 'select_options'>> & { select_options?: Array<{ id?: string; name: string }> };
}

export interface NewObject {
	name: string;
	slug: string;
	name_plural?: string;
	description?: string;
	type?: Definition['type'];
	/** In addition to "name", which every object type has. */
	attributes?: NewAttribute[];
}

/** Object types and their attributes, which lists have too. */
export class Objects {
	#bySlug = new Map<string, Definition>();

	constructor(private readonly state: State) {}

	all(): Definition[] {
		return [...this.#bySlug.values()];
	}

	/** @throws ApiError 404 */
	get(slug: string): Definition {
		const definition = this.#bySlug.get(slug);
		if (!definition) throw notFound(`Object type "${slug}"`);
		return definition;
	}

	byId(id: string): Definition | undefined {
		return this.all().find((definition) => definition.id === id);
	}

	/** @throws ApiError 400 if the slug is taken */
	create(given: NewObject): Definition {
		const standing = this.#bySlug.get(given.slug);
		const { duplicateSlug } = this.state.shapes;
		if (standing && duplicateSlug === 'refused') throw badRequest(`An object type with the slug "${given.slug}" already exists`);
		if (standing && duplicateSlug === 'the same') return standing;
		if (standing) return this.create({ ...given, slug: `${given.slug}_2` });
		const type = given.type ?? 'custom';
		const definition = this.define({ ...given, type });
		const name: NewAttribute = {
			name: 'Name',
			slug: 'name',
			type: type === 'person' ? 'full_name' : 'text',
			options: { is_required: true },
		};
		for (const attribute of [name, ...(given.attributes ?? [])]) this.#add(definition, attribute);
		this.#bySlug.set(definition.slug, definition);
		return definition;
	}

	/** A definition without attributes that no object type has yet. */
	define(given: NewObject): Definition {
		return {
			id: this.state.ids.next(),
			slug: given.slug,
			name: given.name,
			name_plural: given.name_plural ?? `${given.name}s`,
			type: given.type ?? 'custom',
			description: given.description ?? '',
			created_at: this.state.now(),
			attributes: [],
		};
	}

	update(slug: string, changes: Partial<Pick<Definition, 'name' | 'name_plural' | 'description'>>): Definition {
		return Object.assign(this.get(slug), changes);
	}

	/** Removes an object type with its records, its lists and its relationship definitions. */
	delete(slug: string): void {
		const definition = this.get(slug);
		this.state.relationships.forgetObject(definition.id);
		this.state.lists.forgetObject(slug);
		this.state.records.deleteAll(slug);
		this.#bySlug.delete(slug);
	}

	/** The definition whose attributes a path speaks of: an object type's or a list's. */
	withAttributes(slug: string): Definition {
		return this.state.lists.withSlug(slug)?.definition ?? this.get(slug);
	}

	createAttribute(slug: string, given: NewAttribute): Attribute {
		const attribute = this.#add(this.withAttributes(slug), given);
		this.state.records.store.forget(slug);
		return attribute;
	}

	/** @throws ApiError 404 */
	attribute(slug: string, id: string): Attribute {
		const attribute = this.withAttributes(slug).attributes.find((one) => one.id === id);
		if (!attribute) throw notFound(`Attribute "${id}"`);
		return attribute;
	}

	/** Options with an id are renamed, options without one are added, the others stay. */
	updateAttribute(slug: string, id: string, changes: Partial<Pick<NewAttribute, 'name' | 'description' | 'options'>>): Attribute {
		const attribute = this.attribute(slug, id);
		const { select_options: options, ...flags } = changes.options ?? {};
		for (const option of options ?? []) {
			const known = attribute.options.select_options.find((one) => one.id === option.id);
			if (known) known.name = option.name;
			else if (option.id !== undefined) throw badRequest(`options.select_options: there is no option with the id "${option.id}"`);
			else attribute.options.select_options.push({ id: this.state.ids.next(), name: option.name });
		}
		Object.assign(attribute.options, flags);
		if (changes.name !== undefined) attribute.name = changes.name;
		if (changes.description !== undefined) attribute.description = changes.description;
		return attribute;
	}

	/** Removes an attribute with its values on all records, or on all of a list's entries. */
	deleteAttribute(slug: string, id: string): void {
		const attribute = this.attribute(slug, id);
		const definition = this.withAttributes(slug);
		definition.attributes = definition.attributes.filter((one) => one !== attribute);
		if (definition.type === 'list') this.state.lists.dropValues(slug, attribute.slug);
		else this.state.records.dropValues(slug, attribute.slug);
	}

	#add(definition: Definition, given: NewAttribute): Attribute {
		if (definition.attributes.some((one) => one.slug === given.slug))
			throw badRequest(`"${definition.slug}" already has an attribute with the slug "${given.slug}"`);
		const { select_options: options, ...flags } = given.options ?? {};
		const attribute: Attribute = {
			id: this.state.ids.next(),
			slug: given.slug,
			type: given.type,
			name: given.name,
			description: given.description ?? '',
			options: {
				is_required: false,
				is_unique: false,
				is_multi_value: false,
				use_raw_format: false,
				is_whole_number: false,
				...flags,
				select_options: (options ?? []).map((option) => ({ id: option.id ?? this.state.ids.next(), name: option.name })),
			},
		};
		definition.attributes.push(attribute);
		return attribute;
	}
}
