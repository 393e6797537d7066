import { badRequest } from '../errors';
import { integer, object, oneOf, requiredText, texts } from '../fields';
import type { Fields } from '../fields';
import { stringify } from '../json';
import type { Shapes } from '../shapes';
import { attributeNamed } from '../state/records';
import type { State } from '../state/state';
import type { Attribute, Definition, NexRecord } from '../types';
import { valueObjects } from '../values';

export interface PageRequest {
	limit: number;
	offset: number;
	sort: { attribute: string; direction: 'asc' | 'desc' } | undefined;
	/** Slugs of the attributes to answer; undefined for all. */
	slugs: ReadonlySet<string> | undefined;
}

/** The attribute slugs that a request's `attributes` selects; undefined for all (docs/api.md#records). */
function selection(body: Fields, definition: Definition): ReadonlySet<string> | undefined {
	if (typeof body.attributes === 'object') {
		const custom = object(body, 'attributes') ?? {};
		if (oneOf(custom, 'mode', ['custom']) === undefined) throw badRequest('attributes.mode is required');
		const slugs = texts(custom, 'slugs') ?? [];
		if (slugs.length === 0) throw badRequest('attributes.slugs must name at least one attribute');
		for (const slug of slugs) attributeNamed(definition, slug, 'attributes.slugs');
		return new Set(slugs);
	}
	const mode = oneOf(body, 'attributes', ['all', 'primary', 'none']) ?? 'all';
	return mode === 'all' ? undefined : new Set(mode === 'primary' ? ['name'] : []);
}

/** What page of records is asked for, of an object type or of a list whose entries have the attributes of both. */
export function pageRequest(body: Fields, definition: Definition, shapes: Shapes): PageRequest {
	const by = object(body, 'sort');
	let sort: PageRequest['sort'];
	if (by) {
		const attribute = requiredText(by, 'attribute');
		const known =
			attribute === 'created_at' || attribute === 'updated_at' ? attribute : attributeNamed(definition, attribute, 'sort.attribute').slug;
		if (attribute === 'updated_at' && shapes.sortUpdated === 'refused') throw badRequest('sort.attribute is no attribute');
		if (attribute !== 'updated_at' || shapes.sortUpdated === 'sorted')
			sort = { attribute: known, direction: oneOf(by, 'direction', ['asc', 'desc']) ?? 'asc' };
	}
	return {
		limit: integer(body, 'limit', 1) ?? shapes.recordPageDefault,
		offset: integer(body, 'offset', 0) ?? 0,
		sort,
		slugs: selection(body, definition),
	};
}

/** A record as JSON text, with the selected attributes. */
export function recordJson(record: NexRecord, attributes: readonly Attribute[], shapes: Shapes, slugs?: ReadonlySet<string>): string {
	if (!slugs && shapes.attributeValues === 'plain') return stringify(record);
	const shown = Object.entries(record.attributes).filter(([slug]) => !slugs || slugs.has(slug));
	const values = shown.map(([slug, value]) => {
		const attribute = attributes.find((one) => one.slug === slug);
		return [slug, shapes.attributeValues === 'objects' && attribute ? valueObjects(attribute, value) : value] as const;
	});
	return stringify({ ...record, attributes: Object.fromEntries(values) });
}

/** A page as JSON text: the items at offset, and what the switches have a page say about the rest (docs/api.md#record-pages). */
export function pageJson<T>(
	items: readonly T[],
	{ limit: wanted, offset }: PageRequest,
	json: (item: T) => string,
	{ shapes }: State,
	paging = shapes.recordPaging,
): string {
	const { recordPageCap } = shapes;
	const limit = Math.min(wanted, recordPageCap);
	const page = items.slice(offset, offset + limit);
	const total = items.length;
	const next = offset + page.length;
	const more = next < total && page.length > 0;
	const data = `{"data":[${page.map(json).join(',')}]`;
	const counts = paging === 'total' || paging === 'both' ? `,"total":${total},"limit":${limit},"offset":${offset}` : '';
	const rest = paging === 'has_more' || paging === 'both' ? `,"has_more":${more}${more ? `,"next_offset":${next}` : ''}` : '';
	return `${data}${counts}${rest}}`;
}
