import type { IDataObject } from 'n8n-workflow';

/**
 * Rows with the oldest first; those of one moment in the order of their IDs, which grow (docs/api.md#timeline-order).
 *
 * @param timeOf a row's time in milliseconds since 1970, or what puts a row without one in its place
 */
export function byTimeAndId<Row extends IDataObject>(rows: Row[], timeOf: (row: Row) => number): Row[] {
	const places = rows.map((row) => ({ row, time: timeOf(row), id: String(row.id ?? '') }));
	places.sort((a, b) => a.time - b.time || a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id)));
	return places.map(({ row }) => row);
}
