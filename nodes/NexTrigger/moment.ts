/** A date and time that says no zone, as RFC 3339 would have it. */
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?$/;

/**
 * The moment that a date of Nex stands for, in milliseconds since 1970; `undefined` if it is none. One without a zone is UTC,
 * whatever the zone of the machine that n8n runs on.
 */
export function momentOf(date: unknown): number | undefined {
	if (typeof date !== 'string' && typeof date !== 'number') return undefined;
	// Nearly all dates of Nex say that they are UTC, so nothing has to be found out about them.
	const plain = typeof date === 'string' && date.endsWith('Z') ? Date.parse(date) : NaN;
	if (!Number.isNaN(plain)) return plain;
	const text = String(date).trim().toUpperCase();
	const time = Date.parse(WITHOUT_ZONE.test(text) ? `${text.replace(' ', 'T').replace(',', '.')}Z` : text);
	return Number.isNaN(time) ? undefined : time;
}
