import { asObject } from '../../nodes/shared/isObject';
import type { Answer } from '../client';
import { shapeOf } from '../shape';
import type { Settled } from './point';
import { allFine, WRONG } from './point';

/** Where an error has its words, as the pack looks for them. */
export function wordsIn({ body }: Answer): Settled {
	const { message, error, detail } = asObject(body);
	const nested = asObject(error).message;
	const found = Object.entries({ message, error, detail, 'error.message': nested }).find(([, words]) => typeof words === 'string');
	return { side: found?.[0] ?? 'somewhere else', shape: shapeOf(body) };
}

export const WORDS = { ...allFine('message', 'error', 'detail', 'error.message'), 'somewhere else': WRONG };
