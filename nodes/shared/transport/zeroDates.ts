const START = '"0001-01-01';

/** A value, not a name, in a text of JSON: a quote inside a string has a backslash before it, which none of these have. */
const ZERO_DATE = /(?<=[:[,]\s*)"0001-01-01(?:T00:00:00(?:\.0+)?(?:Z|[+-]\d\d:\d\d)?)?"(?=\s*[,}\]])/g;

/**
 * Makes null of the first of January of the year 1 in a text of JSON: Nex sends it for want of a date, as Go writes a time
 * that was never set (https://pkg.go.dev/time#Time.IsZero).
 */
export const withoutZeroDates = (text: string): string => (text.includes(START) ? text.replace(ZERO_DATE, 'null') : text);
