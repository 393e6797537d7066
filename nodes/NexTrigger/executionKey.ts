import { hash } from 'node:crypto';
import type { Identity } from './identity';
import { encode } from './identity';
import type { Memory } from './memory';

/** Ends the text of an execution whose key was made of what its events say. */
const BY_WORDS = '~';

/** The text of an execution in the stored state, from which its key is made again whatever has come since. */
export const textOf = (identities: Identity[], { keysByWords }: Pick<Memory, 'keysByWords'>): string =>
	`${encode(identities)}${keysByWords ? BY_WORDS : ''}`;

/**
 * What stands for the events of an execution among all of this n8n.
 *
 * @param text what `textOf` made of them when it was begun, by this process or the one before
 */
export function keyOf(identities: Identity[], text: string, memory: Pick<Memory, 'keyOf'>): string {
	const isByWords = text.endsWith(BY_WORDS);
	const [only] = identities;
	if (only && identities.length === 1) return memory.keyOf(only, isByWords);
	return hash('sha256', identities.map((identity) => memory.keyOf(identity, isByWords)).join(), 'base64url');
}
