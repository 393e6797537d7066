import { hash } from 'node:crypto';

/** What tells one event from another: short hashes, and when it happened. */
export interface Identity {
	/** Hash of the id; `undefined` if Nex sent none. */
	readonly id: string | undefined;
	/** Hash of what an event has in common however it comes. */
	readonly fingerprint: string;
	/** Milliseconds since 1970; `undefined` if the event does not say. */
	readonly time: number | undefined;
	/** All of it as fixed-width text, for n8n's static data. */
	readonly text: string;
}

/** True if two identities can be those of one event, one of them with its id and one without. */
export const isSame = (a: Identity, b: Identity): boolean =>
	a.id !== undefined && b.id !== undefined ? a.id === b.id : a.fingerprint === b.fingerprint;

const HASH = 8;
const NONE = '-'.repeat(HASH);
const TIME = 9;
/** The latest time that fits, in the year 5188: whatever is dated after it, as of the year 9999, is taken for this. */
const LATEST = 36 ** TIME - 1;
/** Characters of one identity as text. */
export const ENTRY = 2 * HASH + TIME;

/** 48 bits of SHA-256, as 8 characters: among a thousand, one in 10^11 is taken for another. */
export const short = (text: string): string => hash('sha256', text, 'base64url').slice(0, HASH);

/**
 * @param id what `short` makes of the event's own id
 * @param fingerprint what `short` makes of what the event says
 * @param time milliseconds since 1970
 */
export function identityOf(id: string | undefined, fingerprint: string, time: number | undefined): Identity {
	const digits = time === undefined || time < 0 ? '' : Math.min(Math.floor(time), LATEST).toString(36);
	return { id, fingerprint, time, text: `${id ?? NONE}${fingerprint}${digits.padStart(TIME, '-')}` };
}

/** Identities as they are stored. */
export function encode(identities: Identity[]): string {
	let text = '';
	for (const identity of identities) text += identity.text;
	return text;
}

/** The identities in stored text; text that is none gives none. */
export function decode(stored: unknown): Identity[] {
	const identities: Identity[] = [];
	if (typeof stored !== 'string') return identities;
	for (let at = 0; at + ENTRY <= stored.length; at += ENTRY) {
		const text = stored.slice(at, at + ENTRY);
		const id = text.slice(0, HASH);
		const digits = text.slice(2 * HASH);
		const time = parseInt(digits.slice(digits.lastIndexOf('-') + 1), 36);
		identities.push({
			id: id === NONE ? undefined : id,
			fingerprint: text.slice(HASH, 2 * HASH),
			time: Number.isNaN(time) ? undefined : time,
			text,
		});
	}
	return identities;
}
