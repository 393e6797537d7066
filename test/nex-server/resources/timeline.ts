import { badRequest } from '../errors';
import { integer, pathId, queryFields } from '../fields';
import { operation } from '../operation';
import type { Operation } from '../operation';
import { mostFor, rowsFor } from '../reshape';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

export const timelineOperations: Operation[] = [
	operation('getRecordTimeline', 'GET /v1/records/{record_id}/timeline', 'record.read', ({ state, params, query }) => {
		const { id } = state.records.get(pathId(params, 'record_id'));
		const fields = queryFields(query, { limit: 'integer' });
		const asked = integer(fields, 'limit', 1, mostFor('getRecordTimeline', MAX_LIMIT, state.shapes)) ?? DEFAULT_LIMIT;
		const limit = rowsFor('getRecordTimeline', asked, MAX_LIMIT, state.shapes);
		const cursor = query.get('cursor') || undefined;
		const { store } = state.timelines;
		const behaviour = state.shapes.timelineCursor;
		if (cursor && behaviour === 'expires') throw badRequest('cursor has expired');
		const page =
			store.page(id, limit, behaviour === 'repeats' ? undefined : cursor) ??
			(behaviour === 'never ends' ? store.page(id, limit) : undefined);
		if (!page) throw badRequest(`cursor "${cursor}" is not one of this timeline`);
		const next = behaviour === 'never ends' ? (page.next ?? state.ids.next()) : page.next;
		return { data: page.events, has_next_page: next !== undefined, next_cursor: next };
	}),
];
