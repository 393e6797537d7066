import { setMaxListeners } from 'node:events';
import type { ITriggerFunctions } from 'n8n-workflow';
import type { Credential } from '../shared/transport/credential';
import { readCredential } from '../shared/transport/credential';
import { createCredentialReader } from './credentialReader';
import type { ServerClock } from './serverClock';
import { createServerClock } from './serverClock';
import { pauseAfterRefusal } from './refusedKey';
import type { HandOver } from './handOver';
import { createHandOver } from './handOver';
import { nameOfTrigger, running } from './running';
import type { PollTimes } from './schedule';
import { schedule } from './schedule';
import type { Session, Source } from './session';
import { isAboutKey, isUnattended } from './session';
import type { Past } from './workspace';
import { nameOfCredential, recognize } from './workspace';

/** Milliseconds the first look may hold up an activation; n8n gives it about 80 seconds. */
const ACTIVATION = 40_000;

/** What a polled source works with. */
export interface Polling {
	session: Session;
	clock: ServerClock;
	handOver: HandOver;
	/** Aborted when the trigger stops. */
	signal: AbortSignal;
}

/** A source of events that is asked at the times of n8n's scheduler. */
export interface PolledSource extends Pick<Source, 'notes'> {
	/** While what is there is made history, when that began, in milliseconds since 1970: it stands for the position. */
	learningSince?(): number | undefined;
	/** Asks Nex for what is new and hands it over; rejects if it could not, and is called again at the next time. */
	look(credential: Credential): Promise<void>;
	/** What is there since a moment (milliseconds since 1970), delivered or not. Nothing is written down of it. */
	readBack(since: number, credential: Credential): Promise<Past>;
	/** From now on it is about another workspace, whose history ends here. */
	beginAnew(): void;
}

/** Resolves when `work` is done or after `milliseconds`, whichever comes first; rejects only if `work` did by then. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, milliseconds).unref();
	});
	await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** With a key that was refused nothing is asked for a while, unless the credential has another one by then. */
function createRefusals() {
	let until = 0;
	let key = '';
	/** How often in a row. */
	let count = 0;
	return {
		forbids: (name: string) => Date.now() < until && name === key,
		/** True for the first in a row, which is told. */
		add(name: string): boolean {
			key = name;
			until = Date.now() + pauseAfterRefusal(++count);
			return count === 1;
		},
		forget() {
			until = 0;
			count = 0;
		},
	};
}

/** Looks with the credential as it is stored then; a look never overlaps the one before. */
function createTick(context: ITriggerFunctions, session: Session, source: PolledSource, signal: AbortSignal) {
	const readNow = createCredentialReader(context, session.show);
	const refusals = createRefusals();
	let isLooking = false;
	/** The name of the credential of the last look. */
	let name = '';

	const look = async (): Promise<void> => {
		const credential = await readNow(signal);
		if (!credential || session.isClosed) return;
		name = nameOfCredential(credential);
		if (refusals.forbids(name)) return;
		await recognize(session, credential, {
			readBack: async (moments) => await source.readBack(Math.min(...moments), credential),
			beginAnew() {
				session.memory.beginAnew(Date.now());
				source.beginAnew();
			},
		});
		if (session.isClosed) return;
		await source.look(credential);
		refusals.forget();
	};

	return {
		async tick(): Promise<void> {
			if (isLooking || session.isClosed) return;
			isLooking = true;
			await look().finally(() => {
				isLooking = false;
			});
		},
		onFailed(error: unknown): void {
			if (session.isClosed) return;
			if (isAboutKey(error)) {
				if (refusals.add(name)) session.show(error);
				return;
			}
			const reason = error instanceof Error ? error.message : String(error);
			context.logger.warn(`Nex Trigger could not read all there is and tries again at the next time: ${reason}`);
		},
	};
}

/**
 * A source that looks at once, and from then on at the times of n8n's scheduler.
 *
 * @returns a source whose `begin` throws NodeOperationError if the credential cannot be used; NodeApiError if Nex refuses the key
 * and somebody is there to see it. Everything else is tried again at the next time.
 */
export function pollingSource(
	context: ITriggerFunctions,
	times: PollTimes,
	session: Session,
	createSource: (polling: Polling) => PolledSource,
): Source {
	const closing = new AbortController();
	setMaxListeners(0, closing.signal);
	const handOver = createHandOver(session.memory, session.delivery);
	const source = createSource({ session, clock: createServerClock(), handOver, signal: closing.signal });
	const { tick, onFailed } = createTick(context, session, source, closing.signal);
	return {
		async begin() {
			await readCredential(context);
			schedule(context, times, () => running.get(nameOfTrigger(context))?.onTime());
			const first = tick();
			first.catch(() => undefined);
			// Nobody watches: the first look need not be waited for, but what it learns is only stored if it is over by then.
			await within(ACTIVATION, first).catch((error: unknown) => {
				if (isAboutKey(error) && !isUnattended(context)) throw error;
				onFailed(error);
			});
		},
		onConfirmed: handOver.onConfirmed,
		onDrained: handOver.onDrained,
		position: () => source.learningSince?.() ?? session.memory.position,
		held: handOver.held,
		notes: source.notes,
		onTime: () => void tick().catch(onFailed),
		stop: () => closing.abort(),
	};
}
