import type { NexRecord } from '../types';
import { Bare } from '../json';
import { eachValue, plainText, valueKey } from '../values';

type Direction = 'asc' | 'desc';

const empty: readonly NexRecord[] = [];

function compare(a: unknown, b: unknown): number {
	if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
	const [x, y] =
		typeof a === 'number' && typeof b === 'number'
			? [a, b]
			: a instanceof Bare && b instanceof Bare
				? [BigInt(a.digits), BigInt(b.digits)]
				: [plainText(a).toLowerCase(), plainText(b).toLowerCase()];
	return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * Records in `attribute`'s order, those without a value last. `created_at` and `updated_at` sort too: of those made within one
 * millisecond, the one made last counts as the newest.
 */
export function sorted<T>(
	items: readonly T[],
	record: (item: T) => Pick<NexRecord, 'attributes' | 'created_at' | 'updated_at'>,
	attribute: string,
	direction: Direction,
): T[] {
	const isByTime = attribute === 'created_at' || attribute === 'updated_at';
	const keyed = (isByTime && direction === 'desc' ? [...items].reverse() : items).map((item) => {
		const { attributes, created_at, updated_at } = record(item);
		return { item, key: attribute === 'created_at' ? created_at : attribute === 'updated_at' ? updated_at : attributes[attribute] };
	});
	const sign = direction === 'desc' ? -1 : 1;
	keyed.sort((a, b) => (a.key === undefined || b.key === undefined ? compare(a.key, b.key) : sign * compare(a.key, b.key)));
	return keyed.map(({ item }) => item);
}

/** All records, found by id, by object type in order of creation or sorted, and by the value of an attribute; quick with 10,000 of them. */
export class RecordStore {
	#byId = new Map<string, NexRecord>();
	#byType = new Map<string, Map<string, NexRecord>>();
	/** Orders worked out before, by object type; forgotten when one of its records changes. */
	#orders = new Map<string, Map<string, NexRecord[]>>();
	/** Ids by value key, by attribute, by object type; made when first asked for. */
	#indexes = new Map<string, Map<string, Map<string, Set<string>>>>();
	#texts = new WeakMap<NexRecord, string>();
	#json = new WeakMap<NexRecord, string>();

	get(id: string): NexRecord | undefined {
		return this.#byId.get(id);
	}

	get size(): number {
		return this.#byId.size;
	}

	all(): Iterable<NexRecord> {
		return this.#byId.values();
	}

	/** Adds a record, or takes the place of the one with its id. */
	put(record: NexRecord): void {
		const before = this.#byId.get(record.id);
		if (before) this.#unindex(before);
		this.#byId.set(record.id, record);
		const ofType = this.#byType.get(record.type) ?? new Map<string, NexRecord>();
		this.#byType.set(record.type, ofType.set(record.id, record));
		this.#orders.delete(record.type);
		for (const [attribute, index] of this.#indexes.get(record.type) ?? []) this.#indexOne(index, attribute, record);
	}

	remove(record: NexRecord): void {
		this.#unindex(record);
		this.#byId.delete(record.id);
		this.#byType.get(record.type)?.delete(record.id);
		this.#orders.delete(record.type);
	}

	removeType(type: string): void {
		for (const record of this.ofType(type)) this.#byId.delete(record.id);
		this.#byType.delete(type);
		this.#orders.delete(type);
		this.#indexes.delete(type);
	}

	/** An object type's records in order of creation, or sorted. Not to be changed by the caller. */
	ofType(type: string, sort?: { attribute: string; direction: Direction }): readonly NexRecord[] {
		const records = this.#byType.get(type);
		if (!records) return empty;
		const orders = this.#orders.get(type) ?? new Map<string, NexRecord[]>();
		this.#orders.set(type, orders);
		const name = sort ? `${sort.direction} ${sort.attribute}` : '';
		const known = orders.get(name);
		if (known) return known;
		const order = sort ? sorted([...records.values()], (record) => record, sort.attribute, sort.direction) : [...records.values()];
		orders.set(name, order);
		return order;
	}

	/** The oldest record of a type that has one of these values in the attribute. */
	withValue(type: string, attribute: string, value: unknown): NexRecord | undefined {
		return this.allWithValue(type, attribute, value)[0];
	}

	/** All records of a type that have one of these values in the attribute, the oldest first: IDs grow. */
	allWithValue(type: string, attribute: string, value: unknown): NexRecord[] {
		const index = this.#index(type, attribute);
		const ids = new Set(eachValue(value).flatMap((one) => [...(index.get(valueKey(one)) ?? [])]));
		return [...ids].sort().flatMap((id) => this.#byId.get(id) ?? []);
	}

	/** All that a record says, in lower case, for the search. */
	searchText(record: NexRecord): string {
		const known = this.#texts.get(record);
		if (known !== undefined) return known;
		const text = Object.values(record.attributes).map(plainText).join('\n').toLowerCase();
		this.#texts.set(record, text);
		return text;
	}

	/** A record's JSON, made once: a stored record is replaced, never changed. */
	json(record: NexRecord, make: (record: NexRecord) => string): string {
		const known = this.#json.get(record);
		if (known !== undefined) return known;
		const json = make(record);
		this.#json.set(record, json);
		return json;
	}

	/** Forgets what was worked out about the records of a type, because its attributes changed. */
	forget(type: string): void {
		this.#orders.delete(type);
		this.#indexes.delete(type);
	}

	#index(type: string, attribute: string): Map<string, Set<string>> {
		const ofType = this.#indexes.get(type) ?? new Map<string, Map<string, Set<string>>>();
		this.#indexes.set(type, ofType);
		const known = ofType.get(attribute);
		if (known) return known;
		const index = new Map<string, Set<string>>();
		for (const record of this.ofType(type)) this.#indexOne(index, attribute, record);
		ofType.set(attribute, index);
		return index;
	}

	#indexOne(index: Map<string, Set<string>>, attribute: string, record: NexRecord): void {
		for (const value of eachValue(record.attributes[attribute])) {
			const key = valueKey(value);
			const ids = index.get(key);
			if (ids) ids.add(record.id);
			else index.set(key, new Set([record.id]));
		}
	}

	#unindex(record: NexRecord): void {
		for (const [attribute, index] of this.#indexes.get(record.type) ?? []) {
			for (const value of eachValue(record.attributes[attribute])) index.get(valueKey(value))?.delete(record.id);
		}
	}
}
