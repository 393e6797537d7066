import { NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { pauseAsked } from '../../shared/transport/request';
import { isRefusal } from '../../shared/transport/retry';
import type { ServerClock } from '../serverClock';
import { isAboutKey } from '../session';
import type { Arrival, Arrivals } from './arrivals';
import type { BackOff } from './backoff';
import { LONGEST_PAUSE, pause } from './backoff';
import { createConsequences, messageOf, statusOf } from './failures';
import { createLearned } from './gap';
import type { Span } from './getInsights';
import { getInsights } from './getInsights';
import type { Members } from './members';
import type { Problems } from './problems';
import { readFor } from './reading';
import { createStandIn } from './standIn';

/** What the parts of the stream of one key have in common. */
export interface Line {
	readonly credential: Credential;
	readonly members: Members;
	readonly problems: Problems;
	readonly clock: ServerClock;
	readonly backOff: BackOff;
	readonly arrivals: Arrivals;
	/** Nobody listens any more. */
	readonly signal: AbortSignal;
	/** The connection that is open; whoever aborts it ends it. */
	open: AbortController | undefined;
	/** n8n's own request to this server has succeeded with this key. */
	isVerified: boolean;
}

/** How often a further part of a reading is asked for if it fails for a moment. */
const MOST_TRIES = 4;

function outOfReach({ speaker }: Members): Error {
	const node = speaker?.getNode();
	const message = 'Nex refuses to be asked for the insights of a span of time, and its most recent ones do not reach back far enough';
	return node ? new NodeOperationError(node, message, { description: 'The trigger goes on, and asks again later.' }) : new Error(message);
}

/** Asks for a span of time once, through n8n's own helper. */
async function read({ credential, members, clock, arrivals, signal }: Line, span: Span): Promise<Arrival[]> {
	const { speaker } = members;
	if (!speaker) return [];
	const { insights, date } = await getInsights(speaker, { span, signal, credential });
	clock.onDate(date);
	return arrivals.fromAnswer(insights);
}

/** What REST asks for, if it asks to be left alone, in milliseconds. */
const restAfter = (error: unknown): number => Math.min(pauseAsked(error) ?? 0, LONGEST_PAUSE);

const pauseAfter = async ({ backOff, signal }: Line, error: unknown, atLeast: number): Promise<void> =>
	await pause(backOff.next(true, Math.max(atLeast, restAfter(error))), signal);

/**
 * Reads the parts of one reading. One that fails for a moment is asked for again, for the sake of those before it.
 *
 * @param onFailure waits until that may be
 */
function createReader(line: Line, onFailure: (error: unknown) => Promise<void>): (span: Span) => Promise<Arrival[]> {
	let hasBegun = false;
	return async (span) => {
		for (let tries = 1; ; tries++) {
			const mayFail = hasBegun && tries < MOST_TRIES;
			const arrivals = await read(line, span).catch(async (error: unknown) => {
				if (!mayFail || line.signal.aborted || isRefusal(statusOf(error))) throw error;
				await onFailure(error);
				return undefined;
			});
			hasBegun ||= arrivals !== undefined;
			if (arrivals) return arrivals;
		}
	};
}

export type Asking = ReturnType<typeof createAsking>;

/** Asks REST for what the triggers of one key want: one reading for all, never two at a time. */
export function createAsking(line: Line) {
	const { members, problems, clock, signal } = line;
	const learned = createLearned();
	const consequences = createConsequences();
	let isAsking = false;
	const standIn = createStandIn();

	const isOpen = () => line.open?.signal.aborted === false;
	const canAsk = () => !signal.aborted && (isOpen() || standIn.isOn) && members.wanting.length > 0;

	/** Asks once for what the inboxes want; what the stream does meanwhile does not end it. */
	const askOnce = async (): Promise<void> => {
		await members.recognizeAll(signal);
		if (signal.aborted) return;
		await readFor(members.wanting, {
			read: createReader(line, async (error) => await pauseAfter(line, error, 0)),
			learned,
			clocks: () => ({ later: clock.later(), earlier: clock.at() }),
			onCrowded: problems.crowded,
			outOfReach: () => outOfReach(members),
			isOver: () => signal.aborted,
			listens: (inbox) => [...members.all].some((member) => member.inbox === inbox),
		});
		if (signal.aborted) return;
		standIn.onAnswer();
		consequences.clear();
		problems.keyIsGood();
	};

	const waitAfter = async (error: unknown): Promise<void> => {
		const { isFirst, isShown, postpones, atLeast } = consequences.add(error);
		if (isFirst)
			members.speaker?.logger.warn(`Nex Trigger cannot ask for the insights it may have missed, and tries again: ${messageOf(error)}`);
		if (isShown) problems.show(error);
		if (postpones)
			for (const member of members.all) if (member.inbox.wantsReading && !members.isStranger(member)) member.inbox.onReadingPostponed();
		await pauseAfter(line, error, atLeast);
	};

	const onFailure = async (error: unknown): Promise<void> => {
		if (signal.aborted) return;
		if (isOpen()) {
			if (isAboutKey(error)) line.open?.abort(error);
			else await waitAfter(error);
			return;
		}
		standIn.end(restAfter(error));
		if (!isAboutKey(error)) return;
		await members.letMove(signal);
		problems.refusedKey(error);
	};

	const askOnAndOn = async (): Promise<void> => {
		while (canAsk()) await askOnce().catch(onFailure);
	};

	/** Asks if a trigger wants something. */
	const ask = (): void => {
		if (isAsking || !canAsk()) return;
		isAsking = true;
		void askOnAndOn().finally(() => {
			isAsking = false;
			ask();
		});
	};

	/** Something may have come that did not arrive: REST has to tell. */
	const doubt = (): void => {
		for (const { inbox } of members.all) inbox.onDoubt();
		ask();
	};

	return {
		ask,
		doubt,
		/**
		 * Asks in the place of the stream, unless that was done a moment ago or goes on.
		 *
		 * @returns whether it does
		 */
		standIn(): boolean {
			if (isAsking || !standIn.begin()) return false;
			doubt();
			return true;
		},
		/** The stream works. */
		standDown: (): void => standIn.end(),
		/** How often in a row REST has answered in the place of the stream. */
		get answers(): number {
			return standIn.answers;
		},
	};
}
