import type { ITriggerFunctions } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { readPatiently } from '../credentialReader';
import type { Session } from '../session';
import { nameOfCredential } from '../workspace';
import type { Inbox } from './inbox';

/** A trigger that listens to a stream. */
export interface Listener {
	context: ITriggerFunctions;
	inbox: Inbox;
	session: Pick<Session, 'credential' | 'show'>;
	/** Finds out whether this credential, which is another than before, shows the same workspace. */
	recognize(credential: Credential, signal: AbortSignal): Promise<void>;
}

/** A listener that has its place in the stream of its key. */
export interface Member extends Listener {
	/** Triggers with the same credential are asked for it once: n8n sets up an isolate of V8 for each reading. */
	credentialId: string;
	/** It was told that its key is refused. */
	told: boolean;
	/** Goes to the stream of its credential as it is now. */
	move(reading: Promise<Credential>): Promise<void>;
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
	const isStranger = (member: Member): boolean => member.session.credential !== name;
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
		async letMove(signal: AbortSignal): Promise<void> {
			const readings = new Map<string, Promise<Credential>>();
			const move = async (member: Member) => {
				const { credentialId, context } = member;
				const reading = readings.get(credentialId) ?? readPatiently(context, signal);
				readings.set(credentialId, reading);
				await reading.catch(() => undefined);
				if (!signal.aborted) await member.move(reading);
			};
			await Promise.all([...all].map(move));
		},
	};
}
