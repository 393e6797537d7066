import type { ITriggerFunctions } from 'n8n-workflow';
import type { Credential } from '../shared/transport/credential';
import { readCredential } from '../shared/transport/credential';
import { pauseAfterRefusal } from './refusedKey';
import type { readPollTimes } from './schedule';
import type { Session } from './session';
import { isAboutKey, isUnattended } from './session';
import type { Past } from './workspace';
import { nameOfCredential, recognize } from './workspace';

/** Milliseconds the first look may hold up an activation; n8n gives it about 80 seconds. */
const ACTIVATION = 40_000;

/** A source of events that is asked at the times of n8n's scheduler. */
export interface PolledSource {
	/** Cron expressions. */
	times: ReturnType<typeof readPollTimes>;
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

/**
 * Looks at once, and from then on at the times of n8n's scheduler; a look never overlaps the one before.
 *
 * @throws NodeOperationError if the credential cannot be used; NodeApiError if Nex refuses the key and somebody is there
 * to see it. The session is given up then.
 */
export async function startPolling(context: ITriggerFunctions, session: Session, source: PolledSource): Promise<void> {
	const refusals = createRefusals();
	let isLooking = false;

	const onFailed = async (error: unknown): Promise<void> => {
		if (session.isClosed) return;
		if (!isAboutKey(error)) {
			context.logger.warn(
				`Nex Trigger could not read all there is and tries again at the next time: ${error instanceof Error ? error.message : String(error)}`,
			);
			return;
		}
		if (refusals.add(nameOfCredential(await readCredential(context)))) session.show(error);
	};

	const look = async (): Promise<void> => {
		const credential = await readCredential(context);
		if (session.isClosed || refusals.forbids(nameOfCredential(credential))) return;
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

	const tick = async (): Promise<void> => {
		if (isLooking || session.isClosed) return;
		isLooking = true;
		await look().finally(() => {
			isLooking = false;
		});
	};

	const begin = async (): Promise<void> => {
		await readCredential(context);
		const first = tick();
		first.catch(() => undefined);
		// Nobody watches: the first look need not be waited for, but what it learns is only stored if it is over by then.
		await within(ACTIVATION, first).catch(async (error: unknown) => {
			if (isAboutKey(error) && !isUnattended(context)) throw error;
			await onFailed(error);
		});
	};
	await begin().catch((error: unknown) => {
		session.abandon();
		throw error;
	});
	const tickQuietly = () =>
		void tick()
			.catch(onFailed)
			.catch(() => undefined);
	for (const expression of source.times) context.helpers.registerCron({ expression }, tickQuietly);
}
