const MARK = ' …';

/** How far before the end a blank is looked for, so that no word is cut in half. */
const WORD = 40;

/** Text of at most `most` UTF-16 units: a longer one ends at a word, never inside a character, and with a mark that says so. */
export function cutText(text: string, most: number): string {
	if (text.length <= most) return text;
	const room = Math.max(0, most - MARK.length);
	const rough = text.slice(0, room).replace(/[\uD800-\uDBFF]$/, '');
	const blank = rough.search(/\s\S*$/);
	return `${blank > 0 && blank > room - WORD ? rough.slice(0, blank) : rough}${MARK}`.slice(0, most);
}
