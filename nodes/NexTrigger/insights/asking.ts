import { NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { pauseAsked } from '../../shared/transport/request';
import type { ServerClock } from '../serverClock';
import type { Arrival, Arrivals } from './arrivals';
import type { BackOff } from './backoff';
import { LONGEST_PAUSE, pause } from './backoff';
import { createManners, readFor } from './reading';
import { createFailures, messageOf, refusesKey, statusOf } from './failures';
import type { Span } from './getInsights';
import { getInsights } from './getInsights';
import type { Members } from './members';
import type { Problems } from './problems';

/** What the parts of the stream of one key have in common. */
export interface Common {
	credential: Credential;
	members: Members;
	problems: Problems;
	clock: ServerClock;
	backOff: BackOff;
	arrivals: Arrivals;
	/** Nobody listens any more. */
	signal: AbortSignal;
}

/** What asking REST has to know of the connection beside it. */
export interface Connection {
	readonly isOpen: boolean;
	/** REST has refused the key: the stream ends too, with this error. */
	close(error: unknown): void;
	/** Triggers whose key has changed go to the stream of theirs. */
	letMove(): Promise<void>;
}

/** Asks REST for what the triggers of one key want: one reading for all, never two at a time. */
export interface Asking {
	/** Asks if a trigger wants something. */
	ask(): void;
	/** Something may have come that did not arrive: REST has to tell. */
	doubt(): void;
	/**
	 * Asks for want of a stream, if the last time was so many milliseconds ago.
	 *
	 * @returns whether it does
	 */
	askInstead(atLeastAfter: number): boolean;
	/** REST answered when it was last asked for want of a stream. */
	readonly works: boolean;
	/** The next reading begins with the best question again. */
	forgetManners(): void;
}

function outOfReach({ speaker }: Members): Error {
	const node = speaker?.getNode();
	const message = 'Nex refuses to be asked for the insights of a span of time, and its most recent ones do not reach back far enough';
	return node ? new NodeOperationError(node, message, { description: 'The trigger goes on, and asks again later.' }) : new Error(message);
}

/** Asks for a span of time once, through n8n's own helper. */
async function read({ credential, members, clock, arrivals, signal }: Common, span: Span): Promise<Arrival[]> {
	const { speaker } = members;
	if (!speaker) return [];
	const { insights, date } = await getInsights(speaker, { span, signal, credential });
	clock.onDate(date);
	return arrivals.fromAnswer(insights);
}

export function createAsking(common: Common, connection: Connection): Asking {
	const { members, problems, clock, backOff, signal } = common;
	const manners = createManners();
	const failures = createFailures();
	let isAsking = false;
	let works = false;
	/** When it was last asked for want of a stream, in milliseconds since 1970. */
	let askedInstead = 0;

	/** Asks once for what the inboxes want; what the stream does meanwhile does not end it. */
	const askOnce = async (): Promise<void> => {
		// Whoever has another key by now is not asked for with this one.
		await connection.letMove();
		if (!signal.aborted) await members.recognizeAll(signal);
		if (signal.aborted) return;
		await readFor(members.wanting, {
			read: async (span) => await read(common, span),
			manners,
			clocks: () => ({ later: clock.later(), earlier: clock.at() }),
			onCrowded: problems.crowded,
			outOfReach: () => outOfReach(members),
			isOver: () => signal.aborted,
			listens: (inbox) => [...members.all].some((member) => member.inbox === inbox),
		});
		if (signal.aborted) return;
		failures.clear();
		problems.keyIsGood();
	};

	const onFailure = async (error: unknown): Promise<void> => {
		if (signal.aborted) return;
		if (refusesKey(statusOf(error))) return connection.close(error);
		const { isFirst, isShown, postpones, atLeast } = failures.add(error);
		if (isFirst)
			members.speaker?.logger.warn(`Nex Trigger cannot ask for the insights it may have missed, and tries again: ${messageOf(error)}`);
		if (isShown) problems.show(error);
		if (postpones)
			for (const member of members.all) if (member.inbox.wantsReading && !members.isStranger(member)) member.inbox.onReadingPostponed();
		await pause(backOff.next(true, Math.max(atLeast, Math.min(pauseAsked(error) ?? 0, LONGEST_PAUSE))), signal);
	};

	const askOnAndOn = async (): Promise<void> => {
		while (!signal.aborted && connection.isOpen && members.wanting.length > 0) await askOnce().catch(onFailure);
	};

	const askForWantOfStream = async (): Promise<void> => {
		for (const { inbox } of members.all) inbox.onDoubt();
		works = await askOnce().then(
			() => true,
			(error: unknown) => {
				if (!signal.aborted && refusesKey(statusOf(error))) problems.refusedKey(statusOf(error), messageOf(error));
				return false;
			},
		);
	};

	const begin = (reading: () => Promise<void>) => {
		isAsking = true;
		void reading().finally(() => {
			isAsking = false;
			asking.ask();
		});
	};

	const asking: Asking = {
		ask() {
			if (isAsking || signal.aborted || members.wanting.length === 0) return;
			if (connection.isOpen) begin(askOnAndOn);
			else if (works) asking.askInstead(0);
		},
		doubt() {
			for (const { inbox } of members.all) inbox.onDoubt();
			asking.ask();
		},
		askInstead(atLeastAfter) {
			if (isAsking || Date.now() < askedInstead + atLeastAfter) return false;
			askedInstead = Date.now();
			begin(askForWantOfStream);
			return true;
		},
		get works() {
			return works;
		},
		forgetManners() {
			manners.question = 'until tomorrow';
		},
	};
	return asking;
}
