/** Text of at most `most` characters, of which an emoji is one, and never half of one. */
export function firstCharacters(text: string, most: number): string {
	return text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most).join('');
}
