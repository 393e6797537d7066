import { badRequest } from '../errors';
import { requiredText } from '../fields';
import { operation } from '../operation';
import type { Operation } from '../operation';
import { displayName } from '../state/records';
import { eachValue, plainText } from '../values';

const LONGEST_QUERY = 500;
/** The most results of one object type. The contract has no limit; an answer must end somewhere. */
const PER_TYPE = 25;

export const searchOperations: Operation[] = [
	operation('searchRecords', 'POST /v1/search', 'record.read', ({ state, body }) => {
		const query = requiredText(body, 'query');
		if ([...query].length > LONGEST_QUERY) throw badRequest(`query must be 1 to ${LONGEST_QUERY} characters long`);
		const wanted = query.trim().toLowerCase();
		const { store } = state.records;
		const errored = state.shapes.erroredSearchTypes;
		const groups = state.objects.all().flatMap(({ slug, id }) => {
			if (errored.includes(slug)) return [];
			const found = [];
			for (const record of store.ofType(slug)) {
				if (found.length === PER_TYPE) break;
				if (!store.searchText(record).includes(wanted)) continue;
				const values = Object.values(record.attributes).flatMap(eachValue).map(plainText);
				const matched_value = values.find((value) => value.toLowerCase().includes(wanted)) ?? '';
				found.push({
					id: record.id,
					primary_value: displayName(record),
					matched_value,
					score: Math.round((100 * wanted.length) / Math.max(matched_value.length, wanted.length)) / 100,
					entity_definition_id: id,
				});
			}
			return found.length ? [[slug, found.sort((a, b) => b.score - a.score)] as const] : [];
		});
		if (state.shapes.search === 'array')
			return groups.flatMap(([type, found]) => found.map(({ primary_value, ...rest }) => ({ ...rest, name: primary_value, type })));
		return { results: Object.fromEntries(groups), errored_search_types: errored };
	}),
];
