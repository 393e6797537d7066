import { parse, stringify } from './json';
import { Reply } from './operation';
import type { Shapes } from './shapes';

/** The most rows that a limit may ask for, as the switches have it. */
export const mostFor = (operation: string, most: number, { overLimit }: Shapes): number =>
	overLimit[operation] === undefined ? most : Infinity;

/** The rows that come for a limit that was taken. */
export const rowsFor = (operation: string, limit: number, most: number, { overLimit }: Shapes): number =>
	overLimit[operation] === 'cut' ? Math.min(limit, most) : limit;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts the rows of an answer where the switches have them, in the order that they have unless another was asked for. */
export function reshape(operation: string, reply: Reply, { envelopes, reversed }: Shapes, isSorted: boolean): Reply {
	const name = envelopes[operation];
	const isReversed = !isSorted && reversed.includes(operation);
	if ((name === undefined && !isReversed) || !reply.contentType.includes('json') || reply.status >= 300) return reply;
	const body = parse(reply.body);
	const found = isObject(body) ? Object.entries(body).find(([, value]) => Array.isArray(value)) : (['', body] as const);
	if (!found || !Array.isArray(found[1])) return reply;
	const [place, rows] = [found[0], isReversed ? [...(found[1] as unknown[])].reverse() : (found[1] as unknown[])];
	const wanted = name ?? place;
	if (wanted === '') return new Reply(reply.status, stringify(rows));
	const rest = Object.entries(isObject(body) ? body : {}).filter(([key]) => key !== place);
	return new Reply(reply.status, stringify({ [wanted]: rows, ...Object.fromEntries(rest) }));
}
