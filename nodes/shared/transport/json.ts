/**
 * Integers of sixteen digits or more as they stand outside strings, each with what is in front of it. The first sixteen stand one
 * by one, because V8 skips characters ahead of a match, but not ahead of a counted repetition.
 */
const LONG_INTEGERS = new RegExp(`[:,[\\s]-?${'\\d'.repeat(16)}\\d*(?![\\w."])`, 'g');

/** The position just after the string that opens at `open`. */
function endOfString(text: string, open: number): number {
	let end = open;
	for (;;) {
		end = text.indexOf('"', end + 1);
		if (end === -1) return text.length;
		let backslashes = 0;
		while (text[end - 1 - backslashes] === '\\') backslashes++;
		if (backslashes % 2 === 0) return end + 1;
	}
}

/** Quotes the integers that a JavaScript number cannot hold; also those in strings that look like one. */
function quoteAll(text: string): string {
	let quoted = '';
	let at = 0;
	LONG_INTEGERS.lastIndex = 0;
	// A loop takes a quarter less than "replace" with a function.
	for (let found = LONG_INTEGERS.exec(text); found; found = LONG_INTEGERS.exec(text)) {
		const digits = found[0].slice(1);
		if (Number.isSafeInteger(Number(digits))) continue;
		quoted += `${text.slice(at, found.index + 1)}"${digits}"`;
		at = LONG_INTEGERS.lastIndex;
	}
	return at === 0 ? text : quoted + text.slice(at);
}

/** Quotes the integers that a JavaScript number cannot hold, and leaves strings alone. */
function quoteOutsideStrings(text: string): string {
	const parts: string[] = [];
	let at = 0;
	while (at < text.length) {
		const found = text.indexOf('"', at);
		const open = found === -1 ? text.length : found;
		parts.push(quoteAll(text.slice(at, open)));
		at = found === -1 ? text.length : endOfString(text, open);
		parts.push(text.slice(open, at));
	}
	return parts.join('');
}

/** True for a text that begins as JSON does and ends before all that it has opened is closed. */
export function isCutOff(text: string): boolean {
	if (!/^\s*[[{]/.test(text)) return false;
	let open = 0;
	for (let at = 0; at < text.length; at++) {
		const sign = text.charAt(at);
		if (sign === '"') at = endOfString(text, at) - 1;
		if (sign === '[' || sign === '{') open++;
		if (sign === ']' || sign === '}') open--;
	}
	return open > 0;
}

/**
 * Parses JSON without losing a digit: integers beyond ±(2^53 - 1) come out as strings
 * (https://www.rfc-editor.org/rfc/rfc8259#section-6), everything else as `JSON.parse` gives it. Nex sends 64-bit IDs as
 * bare numbers (docs/api.md#ids).
 * Text without long numbers costs one scan more than `JSON.parse`.
 *
 * @throws SyntaxError if the text is not JSON
 */
export function parseJson(text: string): unknown {
	const quoted = quoteAll(text);
	if (quoted === text) return JSON.parse(text);
	try {
		// A quote put into a string would end it just before a digit, which no JSON allows: what parses was outside strings.
		return JSON.parse(quoted);
	} catch {
		return JSON.parse(quoteOutsideStrings(text));
	}
}
