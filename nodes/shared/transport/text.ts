/** What marks the encoding of a text at its very beginning (https://encoding.spec.whatwg.org/#bom-sniff). */
const MARKS: ReadonlyArray<{ bytes: readonly number[]; charset: string }> = [
	{ bytes: [0xef, 0xbb, 0xbf], charset: 'utf-8' },
	{ bytes: [0xfe, 0xff], charset: 'utf-16be' },
	{ bytes: [0xff, 0xfe], charset: 'utf-16le' },
];

const charsetIn = (contentType: unknown): string | undefined => /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(String(contentType))?.[1];

/**
 * As in a stream, a letter that is cut off at the end is left out: that something was cut off is known by what is missing. Only so
 * does Node read all of windows-1252, too (https://github.com/nodejs/node/issues/56542). A whole text of UTF-8 is read faster.
 */
function decode(bytes: Uint8Array, charset: string, isWhole = false): string | undefined {
	try {
		return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: !isWhole });
	} catch {
		return undefined;
	}
}

/**
 * The text of an answer; undefined if it cannot be read without losing a letter. JSON is UTF-8
 * (https://www.rfc-editor.org/rfc/rfc8259#section-8.1), whatever the Content-Type says; what is not is read as the Content-Type says.
 */
export function textOf(bytes: Uint8Array, contentType: unknown): string | undefined {
	const said = charsetIn(contentType) ?? 'utf-8';
	const marked = MARKS.find((mark) => mark.bytes.every((byte, at) => bytes[at] === byte))?.charset;
	if (marked) return decode(bytes, marked);
	// Latin letters in UTF-16 are UTF-8 too, with a NUL beside each.
	if (/^(utf-?16|ucs-?2|unicode)/i.test(said)) return decode(bytes, said);
	return decode(bytes, 'utf-8', true) ?? decode(bytes, 'utf-8') ?? decode(bytes, said);
}
