import type { Credential } from '../shared/transport/credential';
import type { Identity } from './identity';
import { isSame, short } from './identity';
import type { Session } from './session';

/** A credential as a trigger remembers it: which server it leads to, and with which key. Neither can be read from it. */
export const nameOfCredential = ({ baseUrl, apiKey }: Credential): string => `${short(baseUrl)}${short(`${baseUrl} ${apiKey}`)}`;

const serverIn = (name: string) => name.slice(0, name.length / 2);

/**
 * Whose events a credential shows once it has changed: nothing in the API names the workspace of a key, so what a trigger
 * remembers tells. `unsure` if nothing does.
 */
type Workspace = 'same' | 'another' | 'unsure';

/** Events that are looked for again: one or two of them may have been deleted. */
const LOOKED_FOR = 8;

/** The last events that are remembered with their time, the newest first. */
const lastOf = (remembered: Identity[]): Identity[] =>
	remembered
		.filter(({ time }) => time !== undefined)
		.sort((a, b) => (b.time ?? 0) - (a.time ?? 0))
		.slice(0, LOOKED_FOR);

/** What a source shows of the past. */
export interface Past {
	identities: Identity[];
	/** From here on all is there, in milliseconds since 1970. */
	from: number;
}

/** True if two identities are of one event: another workspace may use its ID, but not for the same moment. */
const isSameEvent = (a: Identity, b: Identity) => isSame(a, b) && a.time === b.time;

/**
 * @param before the name of the credential that the trigger had until now
 * @param now the name of the one it has
 * @param last the last events that the trigger remembers
 * @param past what the source shows now
 */
function workspaceOf(before: string, now: string, last: Identity[], { identities, from }: Past): Workspace {
	const wanted = last.filter(({ time = -Infinity }) => time >= from);
	const found = wanted.filter((known) => identities.some((one) => isSameEvent(known, one)));
	if (wanted.length > 0) return found.length * 2 >= wanted.length ? 'same' : 'another';
	return serverIn(before) === serverIn(now) ? 'unsure' : 'another';
}

/**
 * Finds out whose events a credential shows before anything is made of them, if it is another than before. What is
 * remembered is kept for the same workspace, and forgotten for another.
 *
 * @param readBack reads what is there of some moments (milliseconds since 1970, the newest first), delivered or not
 * @param beginAnew takes what is there now for history
 * @throws what these two do; it is still to be found out then
 */
export async function recognize(
	session: Pick<Session, 'memory' | 'credential' | 'writtenAt' | 'isClosed'>,
	credential: Credential,
	{ readBack, beginAnew }: { readBack(moments: number[]): Promise<Past>; beginAnew(): Promise<void> | void },
): Promise<void> {
	const { memory } = session;
	const name = nameOfCredential(credential);
	const before = session.credential ?? name;
	if (before !== name) {
		const last = lastOf(memory.remembered);
		const moments = last.flatMap(({ time }) => time ?? []);
		const past = moments.length === 0 ? { identities: [], from: Infinity } : await readBack(moments);
		const workspace = workspaceOf(before, name, last, past);
		if (session.isClosed) return;
		if (workspace === 'another') await beginAnew();
		if (workspace === 'unsure') memory.floor = Math.max(memory.floor ?? -Infinity, memory.position || session.writtenAt);
	}
	session.credential = name;
}
