import type { ITriggerFunctions } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { readCredential } from '../../shared/transport/credential';
import type { Problem } from '../session';
import { nameOfCredential } from '../workspace';
import type { Inbox } from './inbox';

/** A trigger that listens to a stream. */
export interface Listener {
	context: ITriggerFunctions;
	inbox: Inbox;
	onProblem(problem: Problem): void;
	/** The name of the credential whose insights it knows. */
	readonly credential: string | undefined;
	/** Finds out whether this credential, which is another than before, shows the same workspace. */
	recognize(credential: Credential, signal: AbortSignal): Promise<void>;
}

/** A listener that has its place in the stream of its key. */
export interface Member extends Listener {
	/** Triggers with the same credential are asked for it once. */
	credentialId: string;
	/** It was told that its key is refused. */
	told: boolean;
}

/** All triggers that listen with one key. */
export interface Members {
	readonly all: ReadonlySet<Member>;
	add(member: Member): void;
	/** False for one that was none of them. */
	delete(member: Member): boolean;
	/** The n8n context that speaks for all. */
	readonly speaker: ITriggerFunctions | undefined;
	/** Inboxes with something to ask REST for and room to take it. */
	readonly wanting: Inbox[];
	/** True for one that may know the insights of another workspace. */
	isStranger(member: Member): boolean;
	/**
	 * Finds out whose insights the key shows: nothing is made of what comes before that is known.
	 *
	 * @throws what reading back does
	 */
	recognizeAll(signal: AbortSignal): Promise<void>;
	/** Reads every credential as it is now, and tells whose key has changed. One that cannot be read is taken as unchanged. */
	moved(): Promise<Array<[Member, Credential]>>;
}

/** @param credential the key they have in common */
export function createMembers(credential: Credential): Members {
	const all = new Set<Member>();
	const name = nameOfCredential(credential);
	const isStranger = (member: Member) => member.credential !== name;
	return {
		all,
		add: (member) => void all.add(member),
		delete: (member) => all.delete(member),
		get speaker() {
			return [...all][0]?.context;
		},
		get wanting() {
			return [...all].map(({ inbox }) => inbox).filter(({ wantsReading }) => wantsReading);
		},
		isStranger,
		async recognizeAll(signal) {
			for (let stranger = [...all].find(isStranger); stranger; stranger = [...all].find(isStranger)) {
				await stranger.recognize(credential, signal);
				if (signal.aborted) return;
			}
		},
		async moved() {
			const known = new Map<string, Promise<Credential | undefined>>();
			const read = ({ credentialId, context }: Member) => {
				const reading = known.get(credentialId) ?? readCredential(context).catch(() => undefined);
				known.set(credentialId, reading);
				return reading;
			};
			const moved: Array<[Member, Credential]> = [];
			for (const member of [...all]) {
				const now = await read(member);
				if (now && nameOfCredential(now) !== name) moved.push([member, now]);
			}
			return moved;
		},
	};
}
