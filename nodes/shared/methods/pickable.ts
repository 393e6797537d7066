import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { textIn } from '../textIn';
import { folded } from '../values/choice';

/** True if `filter` is in one of the texts, however the two are spelled. */
export function matches(filter: string | undefined, ...texts: unknown[]): boolean {
	const wanted = folded(filter ?? '');
	return texts.some((text) => folded(textIn(text)).includes(wanted));
}

/** The first of several values that is a text or a number with something in it; `otherwise` if none is. */
export const firstText = (values: unknown[], otherwise: string): string =>
	values.map((value) => textIn(value).trim()).find((text) => text !== '') ?? otherwise;

/**
 * Rows as what can be picked. One without an ID, or whatever stands for it, is left out: nothing could be done with it.
 *
 * @param named gives the name that is shown, from a row and the value it stands for
 */
export const pickable = (rows: IDataObject[], named: (row: IDataObject, value: string) => string, key = 'id'): INodeListSearchItems[] =>
	rows.flatMap((row) => {
		const value = textIn(row[key]).trim();
		return value === '' ? [] : [{ name: named(row, value), value }];
	});
