import type { ITriggerFunctions, NodeApiError } from 'n8n-workflow';
import { readRetryAfter } from '../../shared/transport/retry';
import { pauseAfterRefusal } from '../refusedKey';
import type { Asking, Common } from './asking';
import { LONGEST_PAUSE, pause } from './backoff';
import type { ConnectionEnd } from './connection';
import type { Connector } from './connector';
import { endOf, LOOK } from './connector';
import { refusesKey } from './failures';
import type { Tries } from './tries';

/** Milliseconds between two looks at REST while no stream can be opened. */
const WITHOUT_STREAM = 150_000;
/** Milliseconds between two requests once the stream is blocked: one after the other they ask for the stream and REST. */
const BLOCKED_PAUSE = 120_000;

export interface KeepingOptions extends Common {
	connector: Connector;
	asking: Asking;
	tries: Tries;
	letMove(): Promise<void>;
}

/** Says in n8n's log why there is no stream, and when the next try is. */
function tell(end: ConnectionEnd, milliseconds: number, isWarning: boolean, logger: ITriggerFunctions['logger'] | undefined): void {
	const why = end.kind === 'refused' ? `HTTP ${end.status}` : end.reason;
	const words = `Nex Trigger has no stream of insights (${why}) and connects again in ${Math.ceil(milliseconds / 1_000)} s`;
	if (isWarning) logger?.warn(`${words}, and so on until it succeeds. Meanwhile it asks for new insights every few minutes.`);
	else logger?.debug(words);
}

/**
 * Keeps the stream of one key open until nobody listens any more. It never rejects.
 *
 * @param refusal the key is known to be refused, so it is not tried at once
 */
export async function keepConnected(options: KeepingOptions, refusal: NodeApiError | undefined): Promise<void> {
	const { members, problems, backOff, signal, connector, asking, tries, letMove } = options;

	/** Waits until a refused key may be tried again. A credential that has another key by then is tried at once. */
	const waitForRepair = async (): Promise<void> => {
		const until = Date.now() + pauseAfterRefusal(tries.refused());
		while (!signal.aborted && Date.now() < until) {
			await pause(Math.min(LOOK, until - Date.now()), signal);
			await letMove();
		}
	};

	const waitAfter = async (end: ConnectionEnd): Promise<void> => {
		const wanted = end.kind === 'refused' ? readRetryAfter([end.headers['retry-after']].flat()[0]) : connector.leastPause;
		const wasInVain = end.kind === 'refused' || !end.heard;
		const { isWorthWarning, isBlocked } = tries.end(wasInVain, Date.now());
		const least = isBlocked && asking.works ? BLOCKED_PAUSE : 0;
		const milliseconds = backOff.next(wasInVain, Math.max(least, Math.min(wanted ?? 0, LONGEST_PAUSE)));
		tell(end, milliseconds, isWorthWarning, members.speaker?.logger);
		await pause(milliseconds, signal);
		// In the place of a try, so that both together are no more requests than the tries alone.
		if (wasInVain && !signal.aborted && asking.askInstead(WITHOUT_STREAM)) await pause(backOff.next(true, least), signal);
		await letMove();
	};

	let end = refusal && endOf(refusal);
	while (!signal.aborted) {
		end ??= await connector.connect();
		if (signal.aborted) return;
		if (end.kind === 'refused' && refusesKey(end.status)) {
			problems.refusedKey(end.status, end.body);
			await waitForRepair();
		} else await waitAfter(end);
		end = undefined;
	}
}
