import { hash } from 'node:crypto';
import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { readCredential } from '../../shared/transport/credential';
import { answerError } from '../../shared/transport/errors';
import { parseJson } from '../../shared/transport/json';
import { readRetryAfter } from '../../shared/transport/retry';
import { createBackOff } from './backoff';
import type { ConnectionEnd } from './connection';
import { readStream } from './connection';
import type { StreamEvent } from './events';
import type { Arrival, Feed, Origin } from './feed';
import { readGap } from './gap';
import type { Insight } from './insight';
import { identify, readInsights } from './insight';
import { getInsights, STREAM_SCOPES } from './rest';

/** A connection that lasted this long, in milliseconds, was well: the next failure is a first one. */
const HEALTHY = 60_000;
/** Milliseconds between two tries with a key that Nex has refused. */
const REFUSED = 31 * 60_000;
/** Milliseconds between two looks at a credential whose key was refused: a new key is tried at once. */
const LOOK = 60_000;
/** The longest Retry-After that is obeyed, in milliseconds. */
const LONGEST_PAUSE = 60 * 60_000;

/** A trigger that listens to a stream. */
export interface Listener {
	context: ITriggerFunctions;
	feed: Feed;
	/** Something only a person can put right, or one event that could not be read. */
	onProblem(error: NodeApiError | NodeOperationError): void;
}

/** A listener's place in a stream; its stream changes when its credential does. */
export interface Place {
	/** Asks REST again, where the feed wants it. */
	fill(): void;
	/** Milliseconds since 1970 by the server's clock. */
	serverNow(): number;
	leave(): void;
}

interface Member {
	listener: Listener;
	credentialId: string;
	stream: Stream | undefined;
	/** The refusal this member was told of, so that it is told once. */
	told: boolean;
}

/** One connection to Nex for one key, however many triggers listen. */
interface Stream {
	join(member: Member): void;
	leave(member: Member): void;
	fill(): void;
	serverNow(): number;
	/** n8n's own request to this server has succeeded with this key. */
	verified: boolean;
}

const streams = new Map<string, Stream>();

const nameOf = ({ baseUrl, apiKey }: Credential) => hash('sha256', JSON.stringify([baseUrl, apiKey]), 'base64url');

const statusOf = (error: unknown) => (error instanceof NodeApiError ? Number(error.httpCode) || 0 : 0);

const isAboutKey = (status: number) => status === 401 || status === 403;

/** Waits; ends at once, and quietly, when the signal aborts. */
async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>((resolve) => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds).unref();
		signal.addEventListener('abort', end, { once: true });
	});
}

function createStream(credential: Credential, verified: boolean): Stream {
	const name = nameOf(credential);
	const members = new Set<Member>();
	const closing = new AbortController();
	const backOff = createBackOff();
	/** Lives as long as one connection. */
	let connection: AbortController | undefined;
	let filling = false;
	let clockOffset = 0;
	let workspace: IDataObject | undefined;
	/** The last event of each kind of unreadable, so that a replayed one is not shown again. */
	const unreadable = new Set<string>();

	const logger = () => [...members][0]?.listener.context.logger;

	const noteClock = (date: unknown) => {
		const server = typeof date === 'string' ? Date.parse(date) : Number.NaN;
		if (!Number.isNaN(server)) clockOffset = server - Date.now();
	};

	const toArrivals = (insights: Insight[]): Arrival[] =>
		insights.map((insight) => ({ identity: identify(insight), insight: workspace && insight.workspace === undefined ? { ...insight, workspace } : insight, shared: members.size > 1 }));

	const hand = (arrivals: Arrival[], origin: Origin, to: Iterable<Member> = members) => {
		for (const { listener } of to) listener.feed.accept(arrivals, origin);
	};

	const onBadEvent = (what: string, data: string) => {
		const fingerprint = hash('sha256', data, 'base64url');
		if (unreadable.has(fingerprint)) return;
		unreadable.add(fingerprint);
		if (unreadable.size > 100) unreadable.delete([...unreadable][0] ?? '');
		for (const { listener } of [...members]) {
			listener.feed.onUnreadable();
			listener.onProblem(new NodeOperationError(listener.context.getNode(), `Nex sent an event that cannot be read: ${what}`, { description: 'The trigger goes on, and asks Nex for the insights that may have been in it.' }));
		}
		fill();
	};

	const onEvent = ({ name: kind = 'insight', data }: StreamEvent) => {
		if (!kind.startsWith('insight')) return;
		let payload: unknown;
		try {
			payload = parseJson(data);
		} catch {
			return onBadEvent('it is not JSON', data);
		}
		const found = readInsights(payload);
		if (!found) return onBadEvent('it holds no list of insights', data);
		if (found.unreadable > 0) onBadEvent('an insight in it is not an object', data);
		workspace = found.insights.find((insight) => insight.workspace)?.workspace as IDataObject | undefined ?? workspace;
		if (found.insights.length > 0) hand(toArrivals(found.insights), kind === 'insight.replay' ? 'replay' : 'live');
	};

	/** The trigger whose n8n context sends a request for all. */
	const speaker = () => [...members][0]?.listener.context;

	const readWindow = async (signal: AbortSignal, from?: number, to?: number) => {
		const context = speaker();
		if (!context) throw new NodeOperationError({} as never, 'no trigger listens any more');
		const answer = await getInsights(context, { from, to, signal });
		noteClock(answer.date);
		return { rows: toArrivals(answer.insights).sort((a, b) => (a.identity.time ?? Infinity) - (b.identity.time ?? Infinity)), full: answer.full };
	};

	/** Hands every trigger that wants it what REST has since the earliest of their watermarks. */
	const closeGaps = async (signal: AbortSignal): Promise<void> => {
		const wanting = new Set([...members].filter(({ listener }) => listener.feed.wantsGap));
		if (wanting.size === 0) return;
		const starts = [...wanting].map(({ listener }) => listener.feed.gapStart);
		for (const { listener } of wanting) listener.feed.onGapBegun();
		const known = starts.filter((start) => start !== undefined);
		const pages = known.length === 0 ? [(await readWindow(signal)).rows] : readGap(async (from, to) => await readWindow(signal, from, to), Math.min(...known), serverNow());
		for await (const rows of pages) {
			if (signal.aborted) return;
			for (const member of wanting) {
				if (members.has(member)) member.listener.feed.accept(rows, 'rest');
				// A trigger without room drops out and asks again; the others go on.
				if (!members.has(member) || !member.listener.feed.wantsGap) wanting.delete(member);
			}
			if (wanting.size === 0) return;
		}
		for (const { listener } of wanting) listener.feed.onGapClosed();
	};

	const fill = () => {
		const current = connection;
		if (filling || !current || current.signal.aborted) return;
		filling = true;
		void keepFilling(current).finally(() => {
			filling = false;
			if (connection !== current) fill();
		});
	};

	const keepFilling = async (current: AbortController): Promise<void> => {
		const { signal } = current;
		while (!signal.aborted && [...members].some(({ listener }) => listener.feed.wantsGap)) {
			try {
				await closeGaps(signal);
			} catch (error) {
				if (signal.aborted) return;
				if (isAboutKey(statusOf(error))) return current.abort(error);
				logger()?.warn(`Nex Trigger could not read the insights it may have missed: ${error instanceof Error ? error.message : String(error)}`);
				await sleep(backOff.next(true), signal);
			}
		}
	};

	const serverNow = () => Date.now() + clockOffset;

	/** Reads every credential as it is now. Triggers whose key has changed move to the stream of their key. */
	const refresh = async (): Promise<void> => {
		const byCredential = new Map<string, Credential | undefined>();
		for (const member of [...members]) {
			if (!byCredential.has(member.credentialId)) byCredential.set(member.credentialId, await readCredential(member.listener.context).catch(() => undefined));
			const now = byCredential.get(member.credentialId);
			if (!now || nameOf(now) === name || !members.has(member)) continue;
			stream.leave(member);
			streamFor(now, false).join(member);
		}
	};

	const tellRefusal = (error: (member: Member) => NodeApiError) => {
		for (const member of [...members]) {
			if (member.told) continue;
			member.told = true;
			member.listener.onProblem(error(member));
		}
	};

	/** Waits until a refused key may be tried again, or a trigger's credential has another key. */
	const waitForRepair = async () => {
		const until = Date.now() + REFUSED;
		while (!closing.signal.aborted && Date.now() < until) {
			await sleep(Math.min(LOOK, until - Date.now()), closing.signal);
			await refresh();
		}
	};

	const refusalOf = (status: number, body: string) => (member: Member) =>
		answerError(member.listener.context.getNode(), status, body.replaceAll(credential.apiKey, '***'), { scopes: STREAM_SCOPES }, { count: 1, waited: 0 });

	/** n8n's own request comes first: its rules for outgoing requests decide whether a stream may be opened. */
	const verify = async (): Promise<ConnectionEnd | undefined> => {
		const context = speaker();
		if (stream.verified || !context) return undefined;
		try {
			noteClock((await getInsights(context, { limit: 1, signal: closing.signal })).date);
			stream.verified = true;
			return undefined;
		} catch (error) {
			const status = statusOf(error);
			const message = error instanceof Error ? error.message : String(error);
			return status > 0 ? { kind: 'refused', status, headers: {}, body: JSON.stringify({ message }) } : { kind: 'lost', reason: message, heard: false };
		}
	};

	const connect = async (): Promise<ConnectionEnd> => {
		const refused = await verify();
		const context = speaker();
		if (refused || !context) return refused ?? { kind: 'lost', reason: 'closed', heard: false };
		const current = new AbortController();
		connection = current;
		let healthy: NodeJS.Timeout | undefined;
		try {
			const end = await readStream({
				url: new URL(`${credential.baseUrl}/v1/insights/stream`),
				apiKey: credential.apiKey,
				egress: context.helpers.getSecureEgressFilter?.(),
				signal: AbortSignal.any([current.signal, closing.signal]),
				onOpen: () => {
					healthy = setTimeout(backOff.reset, HEALTHY).unref();
					for (const member of members) {
						member.told = false;
						member.listener.feed.onConnected();
					}
					fill();
				},
				onEvent,
				onRetry: () => undefined,
				onTooLong: () => onBadEvent('it is too long', ''),
			});
			const reason: unknown = current.signal.aborted ? current.signal.reason : undefined;
			return statusOf(reason) > 0 ? { kind: 'refused', status: statusOf(reason), headers: {}, body: JSON.stringify({ message: (reason as Error).message }) } : end;
		} finally {
			clearTimeout(healthy);
			current.abort();
		}
	};

	const run = async (): Promise<void> => {
		while (!closing.signal.aborted) {
			const end = await connect();
			if (closing.signal.aborted) return;
			if (end.kind === 'refused' && isAboutKey(end.status)) {
				tellRefusal(refusalOf(end.status, end.body));
				await waitForRepair();
				continue;
			}
			const asked = end.kind === 'refused' ? readRetryAfter([end.headers['retry-after']].flat()[0]) : undefined;
			const pause = backOff.next(end.kind === 'refused' || !end.heard, Math.min(asked ?? 0, LONGEST_PAUSE));
			logger()?.debug(`Nex Trigger lost the stream of insights (${end.kind === 'refused' ? `HTTP ${end.status}` : end.reason}) and connects again in ${Math.round(pause / 100) / 10} s`);
			await sleep(pause, closing.signal);
			await refresh();
		}
	};

	const stream: Stream = {
		verified,
		join(member) {
			members.add(member);
			member.stream = stream;
			if (members.size === 1) void run();
			else if (connection) fill();
		},
		leave(member) {
			if (!members.delete(member)) return;
			member.stream = undefined;
			if (members.size > 0) return;
			if (streams.get(name) === stream) streams.delete(name);
			closing.abort();
		},
		fill,
		serverNow,
	};
	return stream;
}

function streamFor(credential: Credential, verified: boolean): Stream {
	const name = nameOf(credential);
	const stream = streams.get(name) ?? createStream(credential, verified);
	stream.verified ||= verified;
	streams.set(name, stream);
	return stream;
}

/** True where this process has already reached Nex with this key, so that it need not be tried first. */
export const isVerified = (credential: Credential): boolean => streams.get(nameOf(credential))?.verified === true;

/**
 * Lets a trigger listen to the stream of its key. The stream is opened for the first listener,
 * shared by all that use the key, and closed when the last one leaves.
 */
export function listen(listener: Listener, credential: Credential, verified: boolean): Place {
	const { credentials } = listener.context.getNode();
	const member: Member = { listener, credentialId: Object.values(credentials ?? {}).map(({ id }) => id).join() , stream: undefined, told: false };
	streamFor(credential, verified).join(member);
	return {
		fill: () => member.stream?.fill(),
		serverNow: () => member.stream?.serverNow() ?? Date.now(),
		leave: () => member.stream?.leave(member),
	};
}
