/**
 * ISO 8601 as RFC 3339 has it, its zone left out or not, and also as databases write it, and Go: with the zone's name behind
 * its offset, and what its own clock shows.
 */
const ISO =
	/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?\s*(?:Z|UTC|GMT|([+-]\d\d(?::?\d\d)?)(?:\s*[A-Z]+|\s+[+-]\d+)?)?(?: M=\S+)?$/;

/** What a date of another form ends with if it says its zone. */
const WITH_ZONE = /(?:\b(?:Z|UT|UTC|GMT|[ECMP][SD]T)|[+-]\d\d:?\d\d)$/;

/** A number below is of seconds since 1970, one above of milliseconds, as far as the year 2286. */
const LEAST_MILLISECONDS = 10_000_000_000;

const ofNumber = (number: number): number | undefined => {
	const milliseconds = Math.abs(number) < LEAST_MILLISECONDS ? number * 1_000 : number;
	return Number.isNaN(new Date(milliseconds).getTime()) ? undefined : milliseconds;
};

/** As ISO 8601 with colons and three digits of a second, which alone is read alike everywhere. */
function isoOf(text: string): string | undefined {
	const [, day, time, fraction = '', offset = 'Z'] = ISO.exec(text) ?? [];
	if (day === undefined || time === undefined) return undefined;
	const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(offset) ?? [];
	const seconds = time.length === 5 ? `${time}:00` : time;
	return `${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`;
}

/**
 * The moment that a date of Nex, or in a header of its answers, stands for, in milliseconds since 1970; `undefined` if it is none.
 * One without a zone is UTC, whatever the zone of the machine that n8n runs on.
 */
export function momentOf(date: unknown): number | undefined {
	if (typeof date !== 'string' && typeof date !== 'number') return undefined;
	// Nearly all dates of Nex say that they are UTC, so nothing has to be found out about them.
	const plain = typeof date === 'string' && date.endsWith('Z') ? Date.parse(date) : NaN;
	if (!Number.isNaN(plain)) return plain;
	if (typeof date === 'number') return ofNumber(date);
	const text = date.trim().toUpperCase();
	if (/^-?\d{9,16}(\.\d+)?$/.test(text)) return ofNumber(Number(text));
	const isDay = /^\d{4}(-\d\d){0,2}$/.test(text);
	const time = Date.parse(isoOf(text) ?? (isDay || WITH_ZONE.test(text) ? text : `${text} UTC`));
	return Number.isNaN(time) ? undefined : time;
}
