/**
 * A white character, or one that shows nothing, as they come along from web pages, sheets and messengers: zero-width spaces,
 * joiners, marks of direction, fillers, NUL.
 */
const SHOWS_NOTHING = /[\s\0\u00AD\u034F\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFFA0]/;

/** Text without white or invisible characters around it. Step by step, because a pattern takes ages where much white is in the middle. */
export function trimmed(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && SHOWS_NOTHING.test(text.charAt(start))) start++;
	while (end > start && SHOWS_NOTHING.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}
