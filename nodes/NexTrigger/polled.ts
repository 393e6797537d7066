import type { ITriggerFunctions } from 'n8n-workflow';
import { readCredential } from '../shared/transport/credential';
import { pauseAfterRefusal } from './refusedKey';
import type { readPollTimes } from './schedule';
import type { Session } from './session';
import { isAboutKey, isUnattended } from './session';

/** Milliseconds the first look may hold up an activation; n8n gives it about 80 seconds. */
const ACTIVATION = 40_000;

/** Resolves when `work` is done or after `milliseconds`, whichever comes first; rejects only if `work` did by then. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, milliseconds).unref();
	});
	await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Looks at once, and from then on at the times of n8n's scheduler; a look never overlaps the one before.
 *
 * @param look asks Nex; rejects if it could not, and is called again at the next time
 * @throws NodeOperationError if the credential cannot be used; NodeApiError if Nex refuses the key and somebody is there
 * to see it. The session is given up then.
 */
export async function startPolling(
	context: ITriggerFunctions,
	session: Session,
	{ times, look }: { times: ReturnType<typeof readPollTimes>; look: () => Promise<void> },
): Promise<void> {
	let current: Promise<void> | undefined;
	let refusedUntil = 0;
	/** How often in a row Nex has refused the key. */
	let refusals = 0;
	let refusedKey = '';
	let told = false;

	/** With a key that was refused nothing is asked for a while, unless the credential has another one. */
	const mayAsk = async () => {
		if (Date.now() >= refusedUntil) return true;
		const { apiKey, baseUrl } = await readCredential(context);
		return `${baseUrl} ${apiKey}` !== refusedKey;
	};

	const onTickFailed = async (error: unknown) => {
		if (session.isClosed) return;
		if (!isAboutKey(error)) {
			context.logger.warn(
				`Nex Trigger could not read all there is and tries again at the next time: ${error instanceof Error ? error.message : String(error)}`,
			);
			return;
		}
		const { apiKey, baseUrl } = await readCredential(context);
		refusedKey = `${baseUrl} ${apiKey}`;
		refusedUntil = Date.now() + pauseAfterRefusal(++refusals);
		if (!told) session.show(error);
		told = true;
	};

	/** A tick never overlaps the one before. */
	const tick = async (): Promise<void> => {
		if (current || session.isClosed || !(await mayAsk()) || current) return;
		current = look();
		await current
			.then(() => {
				told = false;
				refusedUntil = 0;
				refusals = 0;
			})
			.finally(() => {
				current = undefined;
			});
	};
	const tickQuietly = () =>
		void tick()
			.catch(onTickFailed)
			.catch(() => undefined);

	const begin = async (): Promise<void> => {
		await readCredential(context);
		const first = tick();
		first.catch(() => undefined);
		// Nobody watches: the first look need not be waited for, but what it learns is only stored if it is over by then.
		await within(ACTIVATION, first).catch(async (error: unknown) => {
			if (isAboutKey(error) && !isUnattended(context)) throw error;
			await onTickFailed(error);
		});
	};
	await begin().catch((error: unknown) => {
		session.abandon();
		throw error;
	});
	for (const expression of times) context.helpers.registerCron({ expression }, tickQuietly);
}
