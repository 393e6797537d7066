import type { NodeApiError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { CREDENTIAL } from '../../shared/transport/credential';
import { createServerClock } from '../serverClock';
import { nameOfCredential } from '../workspace';
import { createArrivals } from './arrivals';
import type { Common } from './asking';
import { createAsking } from './asking';
import { createBackOff } from './backoff';
import { createConnector } from './connector';
import type { StreamEvent } from './events';
import { keepConnected } from './keepConnected';
import type { Listener, Member } from './members';
import { createMembers } from './members';
import { createProblems } from './problems';
import { createTries } from './tries';

/** A listener's place in a stream; its stream changes when its credential does. */
export interface Place {
	/** Asks REST again, if the inbox wants it. */
	ask(): void;
	/** The earlier of this machine's clock and the server's, in milliseconds since 1970. */
	clock(): number;
	leave(): void;
}

/** What is known of a key when a trigger starts to listen. */
export interface FirstContact {
	/** n8n's own request has succeeded. */
	reached: boolean;
	/** The server's clock, as it says itself. */
	date?: unknown;
	/** Nex refused the key. */
	refusal?: NodeApiError;
}

/** One connection to Nex for one key, however many triggers listen. */
interface Stream extends Pick<Place, 'ask' | 'clock'> {
	readonly isVerified: boolean;
	join(member: Member, contact?: FirstContact): void;
	leave(member: Member): void;
}

/** By the name of the credential. */
const streams = new Map<string, Stream>();
const streamOf = new WeakMap<Member, Stream>();

function createStream(credential: Credential): Stream {
	const name = nameOfCredential(credential);
	const closing = new AbortController();
	const members = createMembers(credential);
	const common: Common = {
		credential,
		members,
		problems: createProblems(members, credential.apiKey),
		clock: createServerClock(),
		backOff: createBackOff(),
		arrivals: createArrivals(() => members.all.size > 1),
		signal: closing.signal,
	};
	const { problems, clock, backOff, arrivals } = common;

	const onBadEvent = (what: string, data: string) => {
		if (problems.badEvent(what, data)) asking.doubt();
	};

	const onEvent = (event: StreamEvent) => {
		const heard = arrivals.fromEvent(event);
		if (heard.kind === 'insights') for (const { inbox } of members.all) inbox.accept(heard.arrivals, heard.origin);
		if (heard.kind === 'unknown' && problems.isNewKind(heard.name)) asking.doubt();
		if ('badEvent' in heard && heard.badEvent !== undefined) onBadEvent(heard.badEvent, event.data);
	};

	const letMove = async (): Promise<void> => {
		for (const [member, now] of await members.moved()) {
			if (!members.all.has(member)) continue;
			stream.leave(member);
			streamFor(now).join(member);
		}
	};

	const tries = createTries();
	const connector = createConnector({
		...common,
		asking: () => asking,
		onEvent,
		onTooLong: () => onBadEvent('it is too long', 'too long'),
		onOpen: tries.opened,
		onWell() {
			backOff.reset();
			tries.clear();
		},
		letMove,
	});
	const asking = createAsking(common, {
		get isOpen() {
			return connector.isOpen;
		},
		close: connector.close,
		letMove,
	});

	const stream: Stream = {
		ask: asking.ask,
		clock: clock.at,
		get isVerified() {
			return connector.isVerified;
		},
		join(member, contact) {
			clock.onDate(contact?.date);
			connector.isVerified ||= contact?.reached === true;
			members.add(member);
			streamOf.set(member, stream);
			if (members.all.size === 1) return void keepConnected({ ...common, connector, asking, tries, letMove }, contact?.refusal);
			// What it hears from now on waits until it is read what came before.
			if (connector.isOpen) member.inbox.onConnected();
			asking.ask();
		},
		leave(member) {
			if (!members.delete(member)) return;
			streamOf.delete(member);
			if (members.all.size > 0) return;
			if (streams.get(name) === stream) streams.delete(name);
			closing.abort();
		},
	};
	return stream;
}

function streamFor(credential: Credential): Stream {
	const name = nameOfCredential(credential);
	const stream = streams.get(name) ?? createStream(credential);
	streams.set(name, stream);
	return stream;
}

/** True if this process has reached Nex with this key, so that it need not be tried first. */
export const isVerified = (credential: Credential): boolean => streams.get(nameOfCredential(credential))?.isVerified === true;

/**
 * Lets a trigger listen to the stream of its key. The stream is opened for the first listener,
 * shared by all that use the key, and closed when the last one leaves.
 */
export function listen(listener: Listener, credential: Credential, contact: FirstContact): Place {
	const used = listener.context.getNode().credentials?.[CREDENTIAL];
	const member: Member = Object.assign(listener, { credentialId: used?.id ?? '', told: false });
	streamFor(credential).join(member, contact);
	return {
		ask: () => streamOf.get(member)?.ask(),
		clock: () => streamOf.get(member)?.clock() ?? Date.now(),
		leave: () => streamOf.get(member)?.leave(member),
	};
}
