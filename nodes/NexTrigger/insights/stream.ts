import { hash } from 'node:crypto';
import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { CREDENTIAL, readCredential } from '../../shared/transport/credential';
import { answerError } from '../../shared/transport/errors';
import { parseJson } from '../../shared/transport/json';
import { pauseAsked } from '../../shared/transport/request';
import { readRetryAfter } from '../../shared/transport/retry';
import { pauseAfterRefusal } from '../refusedKey';
import type { Problem } from '../session';
import { createBackOff } from './backoff';
import { closeGaps, createManners } from './catchUp';
import type { ConnectionEnd } from './connection';
import { readStream } from './connection';
import type { StreamEvent } from './events';
import { meaningOf } from './events';
import type { Arrival, Feed, Origin } from './feed';
import { OVERLAP } from './feed';
import type { Insight } from './insight';
import { byTime, identify, readInsights, wordsOf } from './insight';
import type { Span } from './rest';
import { getInsights, STREAM_SCOPES } from './rest';
import { nameOfCredential } from '../workspace';
import { sleep } from './sleep';

/** A connection that lasted this long, in milliseconds, was well: the next failure is a first one. */
const HEALTHY = 60_000;
/** Milliseconds between two looks at REST while all is well, for what a stream may drop without a word. */
const RECHECK = 60 * 60_000;
/** Milliseconds between two looks at a credential: another key is tried at once. */
const LOOK = 60_000;
/** The longest Retry-After that is obeyed, in milliseconds. */
const LONGEST_PAUSE = 60 * 60_000;
/** Milliseconds between two tries once REST has failed this often in a row. */
const PATIENCE = 10 * 60_000;
const MANY_FAILURES = 60;
/** Tries in a row that reach nothing before the log says so. */
const WORTH_A_WARNING = 3;
/** Milliseconds between two looks at REST while no stream can be opened. */
const WITHOUT_STREAM = 150_000;
/** A stream that cannot be opened for so long, in milliseconds, is tried less often if REST works meanwhile. */
const BLOCKED_AFTER = 10 * 60_000;
/** Milliseconds between two requests then: one after the other they ask for the stream and REST. */
const BLOCKED_PAUSE = 120_000;
/** Events that cannot be read, of which one is shown each, within an hour. */
const MOST_UNREADABLE = 100;
/** Answers in a row that refuse to tell what was missed, before a failed execution says so. */
const WORTH_A_FAILURE = 3;
/** After so many failures of REST what the stream has is delivered without waiting for it. */
const PATIENT_FAILURES = 4;

/** A trigger that listens to a stream. */
export interface Listener {
	context: ITriggerFunctions;
	feed: Feed;
	onProblem(problem: Problem): void;
	/** The name of the credential whose insights it knows. */
	readonly credential: string | undefined;
	/** Finds out whether this credential, which is another than before, shows the same workspace. */
	recognize(credential: Credential, signal: AbortSignal): Promise<void>;
}

/** A listener's place in a stream; its stream changes when its credential does. */
export interface Place {
	/** Asks REST again, where the feed wants it. */
	fill(): void;
	/** The earlier of this machine's clock and the server's, in milliseconds since 1970. */
	clock(): number;
	leave(): void;
}

interface Member extends Listener {
	/** Triggers with the same credential are asked for it once. */
	credentialId: string;
	stream: Stream | undefined;
	/** It was told that its key is refused. */
	told: boolean;
}

/** One connection to Nex for one key, however many triggers listen. */
interface Stream {
	/** n8n's own request to this server has succeeded with this key. */
	verified: boolean;
	/** The server's clock minus this machine's, in milliseconds. */
	clockOffset: number;
	/** @param refusal the key is known to be refused, so it is not tried at once */
	join(member: Member, refusal?: NodeApiError): void;
	leave(member: Member): void;
	fill(): void;
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

const streams = new Map<string, Stream>();

const nameOf = ({ baseUrl, apiKey }: Credential) => hash('sha256', JSON.stringify([baseUrl, apiKey]), 'base64url');

const statusOf = (error: unknown) => (error instanceof NodeApiError ? Number(error.httpCode) || 0 : 0);

const isAboutKey = (status: number) => status === 401 || status === 403;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The clock in a Date header, in milliseconds; `undefined` where there is none. */
const readDate = (date: unknown) => {
	const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
	return Number.isNaN(time) ? undefined : time;
};

/** Ends like the answer to a request of n8n's that failed. Its words are in the error's message already. */
const endOf = (error: unknown): ConnectionEnd =>
	statusOf(error) > 0
		? { kind: 'refused', status: statusOf(error), headers: {}, body: '' }
		: { kind: 'lost', reason: messageOf(error), heard: false };

function createStream(credential: Credential): Stream {
	const name = nameOf(credential);
	const members = new Set<Member>();
	const closing = new AbortController();
	const backOff = createBackOff();
	/** The connection that is open now. */
	let open: AbortController | undefined;
	let filling = false;
	let failedFills = 0;
	/** The same, of those that Nex refused to answer. */
	let wrongFills = 0;
	/** Tries in a row that reached nothing. */
	let unreachable = 0;
	/** How often in a row Nex has refused the key. */
	let refusals = 0;
	/** Since when no stream could be opened, in milliseconds since 1970. */
	let blockedSince = 0;
	/** When REST was last asked for want of a stream, in milliseconds since 1970. */
	let askedWithoutStream = 0;
	/** REST answered when it was last asked for want of a stream. */
	let restWorks = false;
	/** When REST was last asked with success, by the server's clock in milliseconds. */
	let asked = Infinity;
	/** REST is to be asked from here on, whatever the feeds know. */
	let since = Infinity;
	/** What the server wants to be left alone after a connection, in milliseconds. */
	let leastPause = 0;
	let workspace: IDataObject | undefined;
	const manners = createManners();
	const unreadable = new Set<string>();
	/** Moments with more insights than an answer holds. */
	const crowded = new Set<string>();

	/** The trigger whose n8n context speaks for all. */
	const speaker = () => [...members][0]?.context;
	// Neither clock need be the one that dates insights, so each is used where it errs on the safe side.
	const earliest = () => Date.now() + Math.min(0, stream.clockOffset);
	const latest = () => Date.now() + Math.max(0, stream.clockOffset);
	const noteClock = (date: unknown) => {
		const server = readDate(date);
		if (server !== undefined) stream.clockOffset = server - Date.now();
	};

	const toArrivals = (insights: Insight[]): Arrival[] =>
		insights.map((insight) => ({
			identity: identify(insight),
			words: wordsOf(insight),
			insight: workspace && insight.workspace === undefined ? { ...insight, workspace } : insight,
			shared: members.size > 1,
		}));

	const doubt = () => {
		for (const { feed } of members) feed.onDoubt();
		fill();
	};

	/** A kind of event that nobody has heard of may mean something new: REST tells. */
	const doubtOnce = (kind: string) => {
		if (unreadable.has(kind) || unreadable.size >= MOST_UNREADABLE) return;
		unreadable.add(kind);
		doubt();
	};

	/** One event that cannot be read is shown once, and what was in it is asked for. */
	const onBadEvent = (what: string, data: string) => {
		const fingerprint = hash('sha256', data, 'base64url');
		if (unreadable.has(fingerprint) || unreadable.size >= MOST_UNREADABLE) return;
		unreadable.add(fingerprint);
		for (const { context, onProblem } of [...members]) {
			onProblem(
				new NodeOperationError(context.getNode(), `Nex sent an event that cannot be read: ${what}`, {
					description: 'The trigger goes on, and asks Nex for the insights that may have been in it.',
				}),
			);
		}
		doubt();
	};

	const onEvent = ({ name: kind = 'insight', data }: StreamEvent) => {
		const meaning = meaningOf(kind);
		if (meaning === 'other') return;
		if (meaning === 'unknown') return doubtOnce(kind);
		let payload: unknown;
		try {
			payload = parseJson(data);
		} catch {
			return onBadEvent('it is not JSON', data);
		}
		const found = readInsights(payload);
		if (!found) return onBadEvent('it holds no list of insights', data);
		const origin: Origin = meaning;
		workspace = (found.insights.find((insight) => insight.workspace)?.workspace as IDataObject | undefined) ?? workspace;
		// One event may list what it tells in any order.
		const arrivals = toArrivals(found.insights).sort(byTime);
		for (const { feed } of members) feed.accept(arrivals, origin);
		if (found.unreadable > 0) onBadEvent('an insight in it is not an object', data);
	};

	const readSpan = async (span: Span): Promise<Arrival[]> => {
		const context = speaker();
		if (!context) return [];
		const { insights, date } = await getInsights(context, { span, signal: closing.signal, credential });
		noteClock(date);
		return toArrivals(insights);
	};

	/** More of one moment than an answer holds cannot be asked for; whoever waits for it has to know. */
	const onCrowded = (time: number) => {
		const moment = new Date(time).toISOString();
		if (crowded.has(moment) || crowded.size >= MOST_UNREADABLE) return;
		crowded.add(moment);
		for (const { context, onProblem } of [...members]) {
			onProblem(
				new NodeOperationError(context.getNode(), `Nex has more insights of one moment, ${moment}, than it gives at once`, {
					description: 'Some of them may not have started the workflow. Look at the insights of that moment in Nex.',
				}),
			);
		}
	};

	const outOfReach = () => {
		const node = speaker()?.getNode();
		const message = 'Nex refuses to be asked for the insights of a span of time, and its most recent ones do not reach back far enough';
		return node ? new NodeOperationError(node, message, { description: 'The trigger goes on, and asks again later.' }) : new Error(message);
	};

	const wanting = () => [...members].map(({ feed }) => feed).filter(({ wantsGap }) => wantsGap);

	const fill = () => {
		if (filling || closing.signal.aborted || wanting().length === 0) return;
		if (!open) {
			if (restWorks) askWithoutStream(0);
			return;
		}
		filling = true;
		void keepFilling().finally(() => {
			filling = false;
			fill();
		});
	};

	const isStranger = (member: Member) => member.credential !== nameOfCredential(credential);

	/** Nothing is made of what comes before it is known whose it is. */
	const recognizeAll = async (): Promise<void> => {
		for (let stranger = [...members].find(isStranger); stranger; stranger = [...members].find(isStranger)) {
			await stranger.recognize(credential, closing.signal);
			if (closing.signal.aborted) return;
		}
	};

	/** Asks REST once for what the feeds want; what the stream does meanwhile does not end it. */
	const askOnce = async (): Promise<void> => {
		const { signal } = closing;
		const begun = earliest();
		// Whoever has another key by now is not asked for with this one.
		await refresh();
		if (signal.aborted) return;
		await recognizeAll();
		if (signal.aborted) return;
		await closeGaps(wanting(), since, {
			read: readSpan,
			manners,
			clocks: () => ({ later: latest(), earlier: earliest() }),
			onCrowded,
			outOfReach,
			isOver: () => signal.aborted,
			listens: (feed) => [...members].some((member) => member.feed === feed),
		});
		if (signal.aborted) return;
		failedFills = wrongFills = 0;
		since = Infinity;
		asked = begun;
		for (const member of members) member.told = false;
	};

	/** While no stream is open REST has everything, a little later: it is asked now and then. */
	const askWithoutStream = (atLeastAfter: number): boolean => {
		if (filling || Date.now() < askedWithoutStream + atLeastAfter) return false;
		askedWithoutStream = Date.now();
		filling = true;
		for (const { feed } of members) feed.onDoubt();
		void askOnce()
			.then(
				() => {
					restWorks = true;
				},
				(error: unknown) => {
					restWorks = false;
					if (!closing.signal.aborted && isAboutKey(statusOf(error))) tellRefusal(statusOf(error), messageOf(error));
				},
			)
			.finally(() => {
				filling = false;
				fill();
			});
		return true;
	};

	const keepFilling = async (): Promise<void> => {
		const { signal } = closing;
		while (!signal.aborted && open && wanting().length > 0) {
			try {
				await askOnce();
			} catch (error) {
				if (signal.aborted) return;
				const status = statusOf(error);
				if (isAboutKey(status)) return open?.abort(error);
				failedFills++;
				if (failedFills === 1)
					speaker()?.logger.warn(`Nex Trigger cannot ask for the insights it may have missed, and tries again: ${messageOf(error)}`);
				const isWrong = error instanceof NodeOperationError || (status >= 400 && status < 500 && status !== 408 && status !== 429);
				wrongFills = isWrong ? wrongFills + 1 : 0;
				if (wrongFills === WORTH_A_FAILURE) showToAll(error);
				if (isWrong || failedFills >= PATIENT_FAILURES)
					for (const member of members) if (member.feed.wantsGap && !isStranger(member)) member.feed.onGapPostponed();
				const least = isWrong ? pauseAfterRefusal(wrongFills) : failedFills > MANY_FAILURES ? PATIENCE : 0;
				await sleep(backOff.next(true, Math.max(least, Math.min(pauseAsked(error) ?? 0, LONGEST_PAUSE))), signal);
			}
		}
	};

	/** Reads every credential as it is now. Triggers whose key has changed move to the stream of their key. */
	const refresh = async (): Promise<void> => {
		const known = new Map<string, Credential | undefined>();
		for (const member of [...members]) {
			if (!known.has(member.credentialId)) known.set(member.credentialId, await readCredential(member.context).catch(() => undefined));
			const now = known.get(member.credentialId);
			if (!now || nameOf(now) === name || !members.has(member)) continue;
			stream.leave(member);
			streamFor(now).join(member);
		}
	};

	const showToAll = (error: unknown) => {
		if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return;
		for (const { onProblem } of [...members]) onProblem(error);
	};

	const tellRefusal = (status: number, body: string) => {
		const words = body.replaceAll(credential.apiKey, '***');
		for (const member of [...members]) {
			if (member.told) continue;
			member.told = true;
			member.onProblem(answerError(member.context.getNode(), status, words, { scopes: STREAM_SCOPES }, { count: 1, waited: 0 }));
		}
	};

	/** Waits until a refused key may be tried again. A credential that has another key by then is tried at once. */
	const waitForRepair = async () => {
		const until = Date.now() + pauseAfterRefusal(++refusals);
		while (!closing.signal.aborted && Date.now() < until) {
			await sleep(Math.min(LOOK, until - Date.now()), closing.signal);
			await refresh();
		}
	};

	/** n8n's own request comes first: its rules for outgoing requests decide whether a stream may be opened. */
	const verify = async (context: ITriggerFunctions): Promise<ConnectionEnd | undefined> => {
		if (stream.verified) return undefined;
		return await getInsights(context, { limit: 1, signal: closing.signal, credential }).then(({ date }) => {
			noteClock(date);
			stream.verified = true;
			return undefined;
		}, endOf);
	};

	/** Compares REST with the stream a minute after it was opened, for what became visible late, and then every hour. */
	const compareLater = (milliseconds: number, signal: AbortSignal) => {
		void sleep(milliseconds, signal).then(() => {
			if (signal.aborted) return;
			backOff.reset();
			unreachable = 0;
			if (milliseconds === RECHECK) {
				unreadable.clear();
				manners.question = 'until tomorrow';
			}
			since = asked - OVERLAP;
			doubt();
			compareLater(RECHECK, signal);
		});
	};

	/** A credential that is edited shows nothing of it here: it is looked at every minute. */
	const watchCredentials = (signal: AbortSignal) => {
		void sleep(LOOK, signal).then(async () => {
			if (signal.aborted) return;
			await refresh();
			watchCredentials(signal);
		});
	};

	const connect = async (): Promise<ConnectionEnd> => {
		const context = speaker();
		if (!context) return { kind: 'lost', reason: 'closed', heard: false };
		const refused = await verify(context);
		if (refused) return refused;
		await recognizeAll();
		const current = new AbortController();
		const close = () => current.abort();
		closing.signal.addEventListener('abort', close, { once: true });
		if (closing.signal.aborted) close();
		leastPause = 0;
		try {
			const end = await readStream({
				url: new URL(`${credential.baseUrl}/v1/insights/stream`),
				apiKey: credential.apiKey,
				egress: context.helpers.getSecureEgressFilter?.(),
				signal: current.signal,
				onOpen: () => {
					open = current;
					refusals = 0;
					for (const { feed } of members) feed.onConnected();
					compareLater(HEALTHY, current.signal);
					watchCredentials(current.signal);
					fill();
				},
				onEvent,
				onRetry: (milliseconds) => {
					leastPause = milliseconds;
				},
				onTooLong: () => onBadEvent('it is too long', 'too long'),
			});
			const reason: unknown = current.signal.reason;
			return isAboutKey(statusOf(reason)) ? endOf(reason) : end;
		} finally {
			closing.signal.removeEventListener('abort', close);
			open = undefined;
			current.abort();
		}
	};

	const run = async (refusal: NodeApiError | undefined): Promise<void> => {
		let known = refusal && endOf(refusal);
		while (!closing.signal.aborted) {
			const end: ConnectionEnd = known ?? (await connect().catch(endOf));
			known = undefined;
			if (closing.signal.aborted) return;
			if (end.kind === 'refused' && isAboutKey(end.status)) {
				tellRefusal(end.status, end.body);
				await waitForRepair();
				continue;
			}
			const wanted = end.kind === 'refused' ? readRetryAfter([end.headers['retry-after']].flat()[0]) : leastPause;
			const isRefused = end.kind === 'refused' || !end.heard;
			unreachable = isRefused ? unreachable + 1 : 0;
			if (unreachable <= 1) blockedSince = Date.now();
			const isBlocked = restWorks && isRefused && Date.now() >= blockedSince + BLOCKED_AFTER;
			const least = isBlocked ? BLOCKED_PAUSE : 0;
			const pause = backOff.next(isRefused, Math.max(least, Math.min(wanted ?? 0, LONGEST_PAUSE)));
			const words = `Nex Trigger has no stream of insights (${end.kind === 'refused' ? `HTTP ${end.status}` : end.reason}) and connects again in ${Math.ceil(pause / 1_000)} s`;
			if (unreachable === WORTH_A_WARNING)
				speaker()?.logger.warn(`${words}, and so on until it succeeds. Meanwhile it asks for new insights every few minutes.`);
			else speaker()?.logger.debug(words);
			await sleep(pause, closing.signal);
			// In the place of a try, so that both together are no more requests than the tries alone.
			if (isRefused && !closing.signal.aborted && askWithoutStream(WITHOUT_STREAM)) await sleep(backOff.next(true, least), closing.signal);
			await refresh();
		}
	};

	const stream: Stream = {
		verified: false,
		clockOffset: 0,
		join(member, refusal) {
			members.add(member);
			member.stream = stream;
			if (members.size === 1) return void run(refusal);
			// What it may hear from now on waits until it is known whose it is.
			if (isStranger(member)) member.feed.onConnected();
			fill();
		},
		leave(member) {
			if (!members.delete(member)) return;
			member.stream = undefined;
			if (members.size > 0) return;
			if (streams.get(name) === stream) streams.delete(name);
			closing.abort();
		},
		fill,
	};
	return stream;
}

function streamFor(credential: Credential): Stream {
	const name = nameOf(credential);
	const stream = streams.get(name) ?? createStream(credential);
	streams.set(name, stream);
	return stream;
}

/** True where this process has reached Nex with this key, so that it need not be tried first. */
export const isVerified = (credential: Credential): boolean => streams.get(nameOf(credential))?.verified === true;

/**
 * Lets a trigger listen to the stream of its key. The stream is opened for the first listener,
 * shared by all that use the key, and closed when the last one leaves.
 */
export function listen(listener: Listener, credential: Credential, { reached, date, refusal }: FirstContact): Place {
	const used = listener.context.getNode().credentials?.[CREDENTIAL];
	const member: Member = Object.assign(listener, { credentialId: used?.id ?? '', stream: undefined, told: false });
	const stream = streamFor(credential);
	const server = readDate(date);
	if (server !== undefined) stream.clockOffset = server - Date.now();
	stream.verified ||= reached;
	stream.join(member, refusal);
	return {
		fill: () => member.stream?.fill(),
		clock: () => Date.now() + Math.min(0, member.stream?.clockOffset ?? 0),
		leave: () => member.stream?.leave(member),
	};
}
