import { randomBytes } from 'node:crypto';
import { asObject } from '../nodes/shared/isObject';
import type { Asked, OperationId } from './client';
import { textOf } from './targets';

/** By this word everything that the probe makes is found again. */
export const MARK = 'n8nnodesnexprobe';

/** What is said of things that a person may come upon. */
export const TEXT = `${MARK}: a trial of the n8n nodes for Nex; it may be ignored`;

/** What --write has made, by IDs, as far as it was made. */
export interface Own {
	slug: string;
	ids: Record<string, string>;
}

/** One operation on things of the probe's own. */
export interface OwnStep {
	id: OperationId;
	/** Names of the things that have to have been made before. */
	needs: readonly string[];
	/** What to send, once everything that it needs is there. */
	ask(own: Own): Asked;
	/** Under which name the ID in the answer is remembered, and where it stands if not under `id`. */
	keeps?: string;
	from?: (body: unknown) => unknown;
}

export const newOwn = (): Own => ({ slug: `${MARK}_${randomBytes(3).toString('hex')}`, ids: {} });

export const idOf = ({ ids }: Own, name: string): string => ids[name] ?? '';

export const isMade = ({ ids }: Own, names: readonly string[]): boolean => names.every((name) => ids[name] !== undefined);

/** Remembers the ID in an answer. */
export function remember(own: Own, { keeps, from }: OwnStep, body: unknown): void {
	const value = textOf(from ? from(body) : asObject(body).id);
	if (keeps !== undefined && value !== undefined) own.ids[keeps] = value;
}
