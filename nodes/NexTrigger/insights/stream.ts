import type { Credential } from '../../shared/transport/credential';
import { CREDENTIAL } from '../../shared/transport/credential';
import { createCredentialReader, readPatiently } from '../credentialReader';
import { createServerClock } from '../serverClock';
import { nameOfCredential } from '../workspace';
import { createArrivals } from './arrivals';
import type { Line } from './asking';
import { createAsking } from './asking';
import { createBackOff, every } from './backoff';
import type { StreamEvent } from './events';
import type { InsightsAnswer } from './getInsights';
import { keepConnected } from './keepConnected';
import type { Listener, Member } from './members';
import { createMembers } from './members';
import { createProblems } from './problems';

type Stream = ReturnType<typeof createStream>;

/** By the name of the credential. */
const streams = new Map<string, Stream>();

/** Milliseconds between two looks at a credential: one that is edited shows nothing of it here. */
const LOOK = 60_000;

/** One connection to Nex for one key, however many triggers listen. */
function createStream(credential: Credential, onEmpty: () => void) {
	const closing = new AbortController();
	const members = createMembers(credential);
	const line: Line = {
		credential,
		members,
		problems: createProblems(members),
		clock: createServerClock(),
		backOff: createBackOff(),
		arrivals: createArrivals(() => members.all.size > 1),
		signal: closing.signal,
		open: undefined,
		isVerified: false,
	};
	const { problems, clock, arrivals } = line;
	const asking = createAsking(line);
	void every(LOOK, closing.signal, async () => await members.letMove(closing.signal));

	const onBadEvent = (what: string, data: string) => {
		if (problems.badEvent(what, data)) asking.doubt();
	};

	const onEvent = (event: StreamEvent) => {
		const { arrivals: heard, unknown, unreadable } = arrivals.fromEvent(event);
		if (heard) for (const { inbox } of members.all) inbox.accept(heard.all, heard.origin);
		if (unknown !== undefined && problems.isNewKind(unknown)) asking.doubt();
		if (unreadable !== undefined) onBadEvent(unreadable, event.data);
	};

	return {
		/** Asks REST again, if an inbox wants it. */
		ask: asking.ask,
		/** The earlier of this machine's clock and the server's, in milliseconds since 1970. */
		clock: clock.at,
		get isVerified(): boolean {
			return line.isVerified;
		},
		/** @param answer what this key was answered just now, if it was asked */
		join(member: Member, answer?: InsightsAnswer): void {
			if (answer) {
				clock.onDate(answer.date);
				line.isVerified = true;
			}
			members.all.add(member);
			if (members.all.size === 1)
				return void keepConnected(line, asking, { onEvent, onTooLong: () => onBadEvent('it is too long', 'too long') });
			// What it hears from now on waits until it is read what came before.
			if (line.open) member.inbox.onConnected();
			asking.ask();
		},
		leave(member: Member): void {
			if (!members.all.delete(member) || members.all.size > 0) return;
			onEmpty();
			closing.abort();
		},
	};
}

function streamFor(credential: Credential) {
	const name = nameOfCredential(credential);
	const stream = streams.get(name) ?? createStream(credential, () => streams.delete(name));
	streams.set(name, stream);
	return stream;
}

/** True if this process has reached Nex with this key, so that it need not be tried first. */
export const isVerified = (credential: Credential): boolean => streams.get(nameOfCredential(credential))?.isVerified === true;

/** What ties a listener to the stream of its credential as it is at the time. */
export type Subscription = ReturnType<typeof listen>;

/**
 * Lets a trigger listen to the stream of its key. The stream is opened for the first listener,
 * shared by all that use the key, and closed when the last one leaves.
 *
 * @param answer what this key was answered just now, if it was asked
 */
export function listen(listener: Listener, credential: Credential, answer: InsightsAnswer | undefined) {
	const { context } = listener;
	const readNow = createCredentialReader(context, listener.session.show);
	const closing = new AbortController();
	/** None while there is no credential to use. */
	let stream: Stream | undefined = streamFor(credential);
	const member: Member = Object.assign(listener, {
		credentialId: context.getNode().credentials?.[CREDENTIAL]?.id ?? '',
		told: false,
		async move(reading: Promise<Credential>) {
			const now = await readNow(closing.signal, reading);
			if (closing.signal.aborted) return;
			const next = now && streamFor(now);
			if (next === stream) return;
			stream?.leave(member);
			stream = next;
			stream?.join(member);
		},
	});
	stream.join(member, answer);
	// Without a stream nobody else looks.
	void every(LOOK, closing.signal, async () => {
		if (!stream) await member.move(readPatiently(context, closing.signal));
	});
	return {
		/** Asks REST again, if the inbox wants it. */
		ask: (): void => stream?.ask(),
		/** The earlier of this machine's clock and the server's, in milliseconds since 1970. */
		clock: (): number => stream?.clock() ?? Date.now(),
		leave(): void {
			closing.abort();
			stream?.leave(member);
		},
	};
}
