import type { ITriggerFunctions } from 'n8n-workflow';
import type { Asking, Common } from './asking';
import { pause } from './backoff';
import type { ConnectionEnd } from './connection';
import { readStream } from './connection';
import type { StreamEvent } from './events';
import { messageOf, refusesKey, statusOf } from './failures';
import { getInsights } from './getInsights';

/** A connection that lasted this long, in milliseconds, was well: the next failure is a first one. */
const HEALTHY = 60_000;
/** Milliseconds between two looks at REST while all is well, for what a stream may drop without a word. */
const RECHECK = 60 * 60_000;
/** Milliseconds between two looks at a credential: another key is tried at once. */
export const LOOK = 60_000;

/** Ends like the answer to a request of n8n's that failed. Its words are in the error's message already. */
export const endOf = (error: unknown): ConnectionEnd =>
	statusOf(error) > 0
		? { kind: 'refused', status: statusOf(error), headers: {}, body: '' }
		: { kind: 'lost', reason: messageOf(error), heard: false };

export interface ConnectorOptions extends Common {
	asking(): Asking;
	onEvent(event: StreamEvent): void;
	/** An event was longer than can be read. */
	onTooLong(): void;
	/** The stream is open. */
	onOpen(): void;
	/** The stream has been well for a while. */
	onWell(): void;
	/** Triggers whose key has changed go to the stream of theirs. */
	letMove(): Promise<void>;
}

/** Opens the stream of one key: one connection at a time. */
export interface Connector {
	/** Connects, and follows the stream until it ends, for whatever reason. */
	connect(): Promise<ConnectionEnd>;
	readonly isOpen: boolean;
	/** Ends the connection that is open with an error of REST. */
	close(error: unknown): void;
	/** n8n's own request to this server has succeeded with this key. */
	isVerified: boolean;
	/** What the server wants to be left alone after the last connection, in milliseconds. */
	readonly leastPause: number;
}

/** Does something again and again, so many milliseconds after the last time, until the signal aborts. */
async function every(milliseconds: number, signal: AbortSignal, act: () => Promise<void> | void): Promise<void> {
	for (;;) {
		await pause(milliseconds, signal);
		if (signal.aborted) return;
		await act();
	}
}

export function createConnector(options: ConnectorOptions): Connector {
	const { credential, members, problems, clock, signal, asking, onEvent, onTooLong, onWell, letMove } = options;
	/** The connection that is open now. */
	let open: AbortController | undefined;
	let leastPause = 0;

	/** n8n's own request comes first: its rules for outgoing requests decide whether a stream may be opened. */
	const verify = async (context: ITriggerFunctions): Promise<void> => {
		if (connector.isVerified) return;
		const { date } = await getInsights(context, { limit: 1, signal, credential });
		clock.onDate(date);
		connector.isVerified = true;
	};

	/** REST is compared with the stream a minute after it was opened, for what became visible late, and then every hour. */
	const compare = async (until: AbortSignal): Promise<void> => {
		await pause(HEALTHY, until);
		if (until.aborted) return;
		onWell();
		asking().doubt();
		await every(RECHECK, until, () => {
			problems.forgetEvents();
			asking().forgetManners();
			onWell();
			asking().doubt();
		});
	};

	const onOpen = (current: AbortController) => {
		open = current;
		options.onOpen();
		for (const { inbox } of members.all) inbox.onConnected();
		void compare(current.signal);
		// A credential that is edited shows nothing of it here.
		void every(LOOK, current.signal, letMove);
		asking().ask();
	};

	const connect = async (): Promise<ConnectionEnd> => {
		const context = members.speaker;
		if (!context) return { kind: 'lost', reason: 'closed', heard: false };
		await verify(context);
		await members.recognizeAll(signal);
		const current = new AbortController();
		const close = () => current.abort();
		signal.addEventListener('abort', close, { once: true });
		if (signal.aborted) close();
		leastPause = 0;
		try {
			const end = await readStream({
				url: new URL(`${credential.baseUrl}/v1/insights/stream`),
				apiKey: credential.apiKey,
				egress: context.helpers.getSecureEgressFilter?.(),
				signal: current.signal,
				onOpen: () => onOpen(current),
				onEvent,
				onRetry: (milliseconds) => {
					leastPause = milliseconds;
				},
				onTooLong,
			});
			const reason: unknown = current.signal.reason;
			return refusesKey(statusOf(reason)) ? endOf(reason) : end;
		} finally {
			signal.removeEventListener('abort', close);
			open = undefined;
			current.abort();
		}
	};

	const connector: Connector = {
		isVerified: false,
		connect: async () => await connect().catch(endOf),
		get isOpen() {
			return open !== undefined && !open.signal.aborted;
		},
		close: (error) => open?.abort(error),
		get leastPause() {
			return leastPause;
		},
	};
	return connector;
}
