import type { ITriggerFunctions } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
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
	/** It was told that its key is refused. */
	told: boolean;
	/** Reads its credential as it is now, and goes to the stream of that. */
	move(): Promise<void>;
}

export type Members = ReturnType<typeof createMembers>;

/**
 * All triggers that listen with one key.
 *
 * @param credential the key
 */
export function createMembers(credential: Credential) {
	const all = new Set<Member>();
	const name = nameOfCredential(credential);
	const isStranger = (member: Member): boolean => member.credential !== name;
	return {
		all,
		/** The n8n context that speaks for all. */
		get speaker(): ITriggerFunctions | undefined {
			return [...all][0]?.context;
		},
		/** Inboxes with something to ask REST for and room to take it. */
		get wanting(): Inbox[] {
			return [...all].map(({ inbox }) => inbox).filter(({ wantsReading }) => wantsReading);
		},
		/** True for one that may know the insights of another workspace. */
		isStranger,
		/**
		 * Finds out whose insights the key shows: nothing is made of what comes before that is known.
		 *
		 * @throws what reading back does
		 */
		async recognizeAll(signal: AbortSignal): Promise<void> {
			for (let stranger = [...all].find(isStranger); stranger; stranger = [...all].find(isStranger)) {
				await stranger.recognize(credential, signal);
				if (signal.aborted) return;
			}
		},
		/** Whose key has changed goes to the stream of that. */
		async letMove(): Promise<void> {
			await Promise.all([...all].map(async (member) => await member.move()));
		},
	};
}
