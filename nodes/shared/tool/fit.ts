import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../isObject';

/** Characters that the note about a cut takes at most. */
const NOTE = 700;

/** Places that a note names at most. */
const MOST_PLACES = 5;

/** Characters of a value as a model reads it. */
const sizeOf = (value: unknown): number => JSON.stringify(value)?.length ?? 0;

/** Hears what was cut: where, how much of it is left, and how much there was. */
type Cut = (place: string, kept: string) => void;

const count = (amount: number) => amount.toLocaleString('en');

function shortText(text: string, room: number, place: string, cut: Cut): string {
	let end = Math.max(0, room - 3);
	while (end > 0 && sizeOf(text.slice(0, end)) > room - 1) end -= Math.max(1, Math.ceil((sizeOf(text.slice(0, end)) - room) / 6));
	// Half of an emoji would be no character at all.
	const kept = text.slice(0, end).replace(/\p{Cs}$/u, '');
	cut(place, `${count(kept.length)} of ${count(text.length)} characters`);
	return `${kept}…`;
}

function shortList(list: unknown[], room: number, place: string, cut: Cut): unknown[] {
	const kept: unknown[] = [];
	let left = room - 2;
	for (const one of list) {
		left -= sizeOf(one) + 1;
		if (left < 0) break;
		kept.push(one);
	}
	cut(place, `${count(kept.length)} of ${count(list.length)}`);
	return kept;
}

/** An object whose long values share what the short ones leave of the room. */
function shortObject(object: IDataObject, room: number, place: string, cut: Cut): IDataObject {
	const entries = Object.entries(object).map(([name, value]) => ({ name, value, size: sizeOf(value), frame: sizeOf(name) + 2 }));
	let left = room - 2 - entries.reduce((sum, { frame }) => sum + frame, 0);
	const even = left / entries.length;
	// Short values first, then lists, which leave over what no whole element fits into, and long texts take all that is left.
	const rank = ({ value, size }: (typeof entries)[number]) => (size <= even ? 0 : typeof value === 'string' ? 2 : 1);
	const short = new Map<string, unknown>();
	[...entries]
		.sort((a, b) => rank(a) - rank(b) || a.size - b.size)
		.forEach(({ name, value, size }, index) => {
			const share = Math.max(0, Math.floor(left / (entries.length - index)));
			const kept = size <= share ? value : shorten(value, share, place === '' ? name : `${place}.${name}`, cut);
			short.set(name, kept);
			left -= sizeOf(kept);
		});
	return Object.fromEntries(entries.map(({ name }) => [name, short.get(name) as IDataObject[string]]));
}

function shorten(value: unknown, room: number, place: string, cut: Cut): unknown {
	if (sizeOf(value) <= room) return value;
	if (typeof value === 'string') return shortText(value, room, place, cut);
	if (Array.isArray(value)) return shortList(value, room, place, cut);
	return isObject(value) ? shortObject(value, room, place, cut) : value;
}

/**
 * Rows as an answer that a model can take in. What is too long is cut after whole rows, or if one row alone is too long, after
 * whole elements of its lists and in its longest texts; a last row says what was left out and how to ask for less.
 *
 * @param longest characters that the answer may have, as JSON
 * @param less how to ask for less, as sentences
 */
export function fitRows(rows: IDataObject[], longest: number, less: string): IDataObject[] {
	const sizes = rows.map((row) => sizeOf(row) + 1);
	if (sizes.reduce((sum, size) => sum + size, 1) <= longest) return rows;
	const room = Math.max(0, longest - NOTE);
	let used = 2;
	const kept = rows.filter((_row, index) => (used += sizes[index] ?? 0) <= room);
	const cuts: string[] = [];
	const [first] = rows;
	if (kept.length === 0 && first) {
		kept.push(shortObject(first, room, '', (place, left) => cuts.push(`${place}: ${left}`)));
	}
	if (rows.length > kept.length) cuts.unshift(`items: ${count(kept.length)} of ${count(rows.length)}`);
	const places = cuts.length > MOST_PLACES ? [...cuts.slice(0, MOST_PLACES), `and ${count(cuts.length - MOST_PLACES)} more`] : cuts;
	return [...kept, { answer_was_cut: `Only a part fits here. Given: ${places.join('; ')}. ${less}`.slice(0, NOTE - 40) }];
}
