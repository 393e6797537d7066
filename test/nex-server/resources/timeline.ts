import { badRequest } from '../errors';
import { integer, pathId, queryFields } from '../fields';
import { operation } from '../operation';
import type { Operation } from '../operation';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

export const timelineOperations: Operation[] = [
	operation('getRecordTimeline', 'GET /v1/records/{record_id}/timeline', 'record.read', ({ state, params, query }) => {
		const { id } = state.records.get(pathId(params, 'record_id'));
		const limit = integer(queryFields(query, { limit: 'integer' }), 'limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT;
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
