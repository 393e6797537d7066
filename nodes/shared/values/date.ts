import { tryToParseDateTime } from 'n8n-workflow';
import { trimmed } from '../trimmed';
import { isoOf } from './object';
import type { Reading } from './reader';
import { shown } from './reader';

type Moment = ReturnType<typeof tryToParseDateTime>;

const ADVICE = 'Choose a date, or write it like 2026-05-04, 2026-05-04T09:00 or 2026-05-04T09:00:00Z.';

/** ISO 8601 as RFC 3339 narrows it (https://www.rfc-editor.org/rfc/rfc3339), also without seconds, time or zone. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** Numbers below are not milliseconds but seconds, or days as a sheet counts them. */
const EARLIEST_MILLISECONDS = 100_000_000_000;
/** The end of the year 9999: what lies beyond is in microseconds. */
const LATEST_MILLISECONDS = 253_402_300_799_999;

/** False for a day that the month has not, and for the year 1: Go writes it for a time that was never set. */
const isDayOf = (year: number, month: number, day: number) => {
	if (year <= 1) return false;
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** No clock on earth is further from UTC than 14 hours. */
const isOffset = (zone = 'Z'): boolean => {
	const [, hours, minutes = '00'] = /^[+-](\d\d):?(\d\d)?$/.exec(zone) ?? [0, 0, 0];
	return Number(hours) <= 14 && Number(minutes) <= 59;
};

const no = (value: unknown): { problem: string; advice: string } => ({ problem: `is not a date, but ${shown(value)}`, advice: ADVICE });

function ofMilliseconds(value: number, given: unknown, timezone: string): Reading<Moment> {
	if (!Number.isInteger(value) || value < EARLIEST_MILLISECONDS || value > LATEST_MILLISECONDS) return no(given);
	return { value: tryToParseDateTime(new Date(value), timezone) };
}

function ofText(text: string, timezone: string): Reading<Moment> {
	if (/^\d{12,15}$/.test(text)) return ofMilliseconds(Number(text), text, timezone);
	const [, year, month, day, hour, minute = '00', second = '00', fraction = '0', zone] = ISO.exec(text) ?? [];
	if (year === undefined || !isDayOf(Number(year), Number(month), Number(day))) return no(text);
	if (Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59 || !isOffset(zone)) return no(text);
	const iso = `${year}-${month}-${day}T${hour ?? '00'}:${minute}:${second}.${fraction}${zone?.toUpperCase() ?? ''}`;
	const parsed = tryToParseDateTime(iso, timezone);
	const isMidnight = Number(hour ?? 0) === 0 && Number(minute) === 0;
	const [moment = parsed, later] = zone === undefined ? parsed.getPossibleOffsets() : [parsed];
	if (later && !isMidnight)
		return {
			problem: `is ${shown(text)}, a time that the clocks of ${timezone} show twice`,
			advice: 'Give one with a time zone, such as 2026-05-04T09:00:00Z.',
		};
	const isThere = zone !== undefined || hour === undefined || (moment.hour === Number(hour) && moment.minute === Number(minute));
	if (isThere) return { value: moment };
	return {
		problem: `is ${shown(text)}, a time that the clocks of ${timezone} skip`,
		advice: 'Give another time, or one with a time zone.',
	};
}

/**
 * Reads a moment: ISO 8601 text, what n8n's date picker gives, a Date, a Luxon date, or milliseconds since 1970.
 * One without a time zone is meant in `timezone`. Whatever could be read in two ways is refused.
 */
export function readMoment(value: unknown, timezone: string): Reading<Moment> {
	if (typeof value === 'string') return ofText(trimmed(value), timezone);
	if (typeof value === 'number') return ofMilliseconds(value, value, timezone);
	if (typeof value === 'object' && value !== null) {
		const iso = isoOf(value);
		if (iso !== undefined) return iso === null ? no(value instanceof Date ? value : 'an invalid date') : ofText(iso, timezone);
	}
	return no(value);
}

/** Reads a moment as RFC 3339 in UTC, such as 2026-05-04T08:00:00.000Z. */
export function readDate(value: unknown, timezone: string): Reading<string> {
	const read = readMoment(value, timezone);
	if ('problem' in read) return read;
	const utc = read.value?.toUTC();
	return utc && (utc.year <= 1 || utc.year > 9999) ? no(value) : { value: utc?.toISO() ?? undefined };
}
