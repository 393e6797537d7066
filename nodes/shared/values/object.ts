/** A moment or a stretch of time as n8n's expressions have it. Not by its class: they may have a Luxon of their own. */
const isLuxon = (value: object): value is { toISO: () => unknown } => 'toISO' in value && typeof value.toISO === 'function';

/** ISO 8601 of a Date or of one of n8n's expressions; null if it is invalid, undefined if the value is none. */
export function isoOf(value: object): string | null | undefined {
	try {
		if (value instanceof Date) return value.toISOString();
		if (!isLuxon(value)) return undefined;
		const iso = value.toISO();
		return typeof iso === 'string' ? iso : null;
	} catch {
		// An invalid Date, or an interval whose ends n8n has made text of.
		return null;
	}
}

/** True for what JSON carries as an object: no list, and none of the things, such as a date or a Set, that it would empty. */
export const isJsonObject = (value: unknown): value is Record<string, unknown> =>
	value !== null && typeof value === 'object' && Object.prototype.toString.call(value) === '[object Object]' && !isLuxon(value);
