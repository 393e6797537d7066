import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { readRetryAfter } from '../../shared/transport/retry';
import { pauseAfterRefusal } from '../refusedKey';
import { isAboutKey } from '../session';
import type { Asking, Line } from './asking';
import { every, LONGEST_PAUSE, pause } from './backoff';
import type { ConnectionEnd, ConnectionRequest } from './connection';
import { readStream, SILENCE } from './connection';
import { createFailures, messageOf, pauseOfLongFailure, refusesKey } from './failures';
import { getInsights } from './getInsights';

/** A connection that has lasted this long, in milliseconds, is well, as something came over it: the next failure is a first one. */
const HEALTHY = SILENCE + 5_000;
/** Milliseconds between two looks at REST while all is well, for what a stream may drop without a word. */
const RECHECK = 60 * 60_000;
/** Milliseconds within which a connection that ends is over at once: a proxy may cut each as soon as it has said something. */
const AT_ONCE = 10_000;
/** Connections in a row that are over at once before they count as none: one may meet two deploys of a server. */
const MOST_AT_ONCE = 3;
/** The longest wait in which nothing is asked, in milliseconds: what a server says of the stream need not hold for REST. */
const LONGEST_SILENCE = 3 * 60_000;
/** Tries in a row that reach nothing before the log says so. */
const WORTH_A_WARNING = 3;
/** Answers of REST in a row, while nothing comes of the stream, before it is relied on: the stream alone is blocked. */
const RELIABLE = 2;

/** What a request of n8n's that failed ends with: the error if it is about the key, which only a person can put right. */
const endOf = (error: unknown): ConnectionEnd | NodeApiError =>
	isAboutKey(error) ? error : { kind: 'lost', reason: messageOf(error), lasted: 0 };

/** n8n's own request comes first: its rules for outgoing requests decide whether a stream may be opened. */
async function verify(line: Line, context: ITriggerFunctions): Promise<void> {
	if (line.isVerified) return;
	const { date } = await getInsights(context, { limit: 1, signal: line.signal, credential: line.credential });
	line.clock.onDate(date);
	line.isVerified = true;
}

/** What REST says to the key that the stream was refused with: if it takes it, something on the way blocks the stream. */
async function refusalOf(line: Line, context: ITriggerFunctions): Promise<unknown> {
	line.isVerified = false;
	return await verify(line, context).catch((error: unknown) => error);
}

/** Says in n8n's log why there is no stream, and when the next try is. */
function tell(end: ConnectionEnd, milliseconds: number, isWarning: boolean, logger: ITriggerFunctions['logger'] | undefined): void {
	const why = end.kind === 'refused' ? `HTTP ${end.status}` : end.reason;
	const words = `Nex Trigger has no stream of insights (${why}) and connects again in ${Math.ceil(milliseconds / 1_000)} s`;
	if (isWarning) logger?.warn(`${words}, and so on until it succeeds. Meanwhile it asks for new insights every few minutes.`);
	else logger?.debug(words);
}

/** Waits; if that is long, REST is asked meanwhile. */
async function waitFor(milliseconds: number, asking: Asking, signal: AbortSignal): Promise<void> {
	let left = milliseconds;
	for (; left > LONGEST_SILENCE && !signal.aborted; left -= LONGEST_SILENCE) {
		await pause(LONGEST_SILENCE, signal);
		asking.standIn();
	}
	await pause(left, signal);
}

/** Keeps the stream of one key open, one connection at a time, until nobody listens any more. It never rejects. */
export async function keepConnected(line: Line, asking: Asking, heard: Pick<ConnectionRequest, 'onEvent' | 'onTooLong'>): Promise<void> {
	const { credential, members, problems, backOff, signal } = line;
	const refusals = createFailures();
	const overAtOnce = createFailures();
	/** Connections over which nothing came, or that were over at once again and again. */
	const inVain = createFailures();
	/** What the server wants to be left alone after the connection, in milliseconds. */
	let leastPause = 0;

	/** @returns how many connections in a row were in vain, this one among them */
	const countInVain = (end: ConnectionEnd): number => {
		const lasted = end.kind === 'lost' ? end.lasted : 0;
		if (lasted >= AT_ONCE) overAtOnce.clear();
		if (lasted === 0 || (lasted < AT_ONCE && overAtOnce.add() > MOST_AT_ONCE)) return inVain.add();
		inVain.clear();
		return 0;
	};

	/** REST is compared with the stream a good minute after it was opened, for what became visible late, and then every hour. */
	const compare = async (until: AbortSignal): Promise<void> => {
		await pause(HEALTHY, until);
		if (until.aborted) return;
		backOff.reset();
		inVain.clear();
		asking.standDown();
		asking.doubt();
		await every(RECHECK, until, () => {
			problems.forgetEvents();
			asking.doubt();
		});
	};

	const onOpen = (current: AbortController) => {
		line.open = current;
		refusals.clear();
		for (const { inbox } of members.all) inbox.onConnected();
		void compare(current.signal);
		asking.ask();
	};

	/** Connects, and follows the stream until it ends, for whatever reason. */
	const connect = async (): Promise<ConnectionEnd | NodeApiError> => {
		const context = members.speaker;
		if (!context) return { kind: 'lost', reason: 'closed', lasted: 0 };
		await verify(line, context);
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
				onRetry: (milliseconds) => {
					leastPause = milliseconds;
				},
				...heard,
			});
			const isRefused = end.kind === 'refused' && refusesKey(end.status) && asking.answers === 0;
			const refusal: unknown = isRefused ? await refusalOf(line, context) : current.signal.reason;
			return isAboutKey(refusal) ? refusal : end;
		} finally {
			signal.removeEventListener('abort', close);
			line.open = undefined;
			current.abort();
		}
	};

	const waitAfter = async (end: ConnectionEnd): Promise<void> => {
		const wanted = end.kind === 'refused' ? readRetryAfter([end.headers['retry-after']].flat()[0]) : leastPause;
		const tries = countInVain(end);
		const wasInVain = tries > 0;
		if (!wasInVain) asking.standDown();
		const least = asking.answers >= RELIABLE ? pauseOfLongFailure() : 0;
		const milliseconds = backOff.next(wasInVain, Math.max(least, Math.min(wanted ?? 0, LONGEST_PAUSE)));
		tell(end, milliseconds, tries === WORTH_A_WARNING, members.speaker?.logger);
		await waitFor(milliseconds, asking, signal);
		// In the place of a try, so that both together are no more requests than the tries alone.
		if (wasInVain && !signal.aborted && asking.standIn()) await pause(backOff.next(true, least), signal);
	};

	/** Another key in the credential does not wait for this one. */
	const waitForRepair = async (refusal: NodeApiError): Promise<void> => {
		await members.letMove(signal);
		problems.refusedKey(refusal);
		await pause(pauseAfterRefusal(refusals.add()), signal);
	};

	while (!signal.aborted) {
		const end = await connect().catch(endOf);
		if (signal.aborted) return;
		await (end instanceof NodeApiError ? waitForRepair(end) : waitAfter(end));
	}
}
