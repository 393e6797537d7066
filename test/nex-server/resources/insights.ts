import { badRequest } from '../errors';
import { dateTime, integer, queryFields, text } from '../fields';
import { STREAM, operation } from '../operation';
import { mostFor, rowsFor } from '../reshape';
import type { Operation } from '../operation';
import { restInsight } from '../state/insight-store';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as 30m, 1h30m or 1d in milliseconds; undefined if it is none. */
function duration(text: string): number | undefined {
	const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
	if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
	return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0), 0);
}

export const insightOperations: Operation[] = [
	operation('getInsights', 'GET /v1/insights', 'insight.stream', ({ state, query }) => {
		const fields = queryFields(query, { last: 'text', from: 'text', to: 'text', limit: 'integer' });
		const asked = integer(fields, 'limit', 1, mostFor('getInsights', MAX_LIMIT, state.shapes)) ?? DEFAULT_LIMIT;
		const limit = rowsFor('getInsights', asked, MAX_LIMIT, state.shapes);
		const [last, from, to] = [text(fields, 'last'), dateTime(fields, 'from'), dateTime(fields, 'to')];
		if (last !== undefined && (from !== undefined || to !== undefined) && !state.shapes.insightBothTimes)
			throw badRequest('last cannot be combined with from and to');
		if ((from === undefined) !== (to === undefined) && !state.shapes.insightOneTime) throw badRequest('from and to must be given together');
		const { insightSpans: spans } = state.shapes;
		const isFuture = to !== undefined && Date.parse(to) > state.time();
		if ((spans === 'past' && isFuture) || (from !== undefined && spans === 'none')) throw badRequest('from and to are not valid');
		if (last !== undefined && spans === 'none') throw badRequest('last is not valid');
		let [start, end] = [-Infinity, Infinity];
		if (last !== undefined) {
			const window = duration(last);
			if (window === undefined || (last.includes('d') && !state.shapes.insightDays))
				throw badRequest('last must be a duration such as 30m, 2h or 1h30m');
			start = state.time() - window;
		}
		if (from !== undefined || to !== undefined) {
			[start, end] = [from === undefined ? -Infinity : Date.parse(from), to === undefined ? Infinity : Date.parse(to)];
			if (start > end) throw badRequest('from must not be after to');
		}
		const insights = state.insights.store
			.newest(Math.min(limit, state.shapes.insightPageCap), start, end)
			.map((insight) => restInsight(insight, state.shapes));
		if (state.shapes.insights === 'array') return insights;
		if (state.shapes.insights === 'insights')
			return {
				workspace: { name: state.workspace.name, slug: state.workspace.slug },
				insights,
				insight_count: insights.length,
				emitted_at: state.now(),
			};
		return { data: insights };
	}),
	operation('streamInsights', 'GET /v1/insights/stream', 'insight.stream', () => STREAM),
];
