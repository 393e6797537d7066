import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { saysNo } from '../answers/promised';
import { outOfEnvelope } from '../answers/rows';
import { isGiven } from '../isGiven';
import { asObject } from '../isObject';
import { textIn } from '../textIn';
import type { NexAnswer, NexRequest } from '../transport/request';
import { nexRequest } from '../transport/request';
import { wait } from '../transport/wait';
import { wordsIn } from '../transport/words';
import type { ContinueFrom } from './definition';

/** Milliseconds between two looks at a job: Nex asks for 2 to 5 seconds (docs/api.md#rate-limits). */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 5_000;
const GROWTH = 1.25;

/** The words for a job's end, and those that sources disagree on (docs/api.md#job-status). */
const FINISHED = new Set(['completed', 'complete', 'connected', 'active', 'succeeded', 'success', 'done', 'finished', 'ready']);
const FAILED = new Set(['failed', 'failure', 'error', 'errored', 'cancelled', 'canceled', 'rejected', 'expired', 'timed_out']);

/** Words for a job that goes on, whatever else its answer has already. */
const UNFINISHED = new Set(
	'pending queued processing running in_progress started accepted created submitted scheduled waiting new open partial retrying'.split(' '),
);

/** A job that goes on in Nex after the answer which speaks of it. */
export interface Job {
	/** The start of a sentence, such as "The AI list". */
	name: string;
	/**
	 * How to ask where it stands, from the answer so far. What is not given is as in the request before.
	 * It may throw a NodeOperationError.
	 */
	ask: (context: IExecuteSingleFunctions, body: unknown, request: NexRequest) => Partial<NexRequest>;
	/** The job in an answer; the whole body unless given. */
	read?: (body: unknown) => IDataObject;
	/** Whether a job without a status has a result, and so is finished. */
	hasResult?: (job: IDataObject) => boolean;
	/** What to do if it is not finished in time, as sentences. */
	later: (body: unknown) => string;
}

/** The ID under `key` of an answer, as text; an empty one if there is none. */
export function idIn(job: IDataObject, key: string): string {
	return textIn(job[key]);
}

const wordOf = ({ status }: IDataObject): string =>
	typeof status === 'string'
		? status
				.trim()
				.toLowerCase()
				.replace(/[\s-]+/g, '_')
		: '';

/** Why a job failed, in Nex's own words. */
function failure(job: IDataObject): string | undefined {
	const { error, error_details: details, message } = job;
	const word = wordOf(job);
	const complains = typeof error === 'string' && error.trim() !== '' && !FINISHED.has(word) && !UNFINISHED.has(word);
	if (!complains && !FAILED.has(word)) return undefined;
	return (
		wordsIn({ error }) ?? wordsIn(details) ?? wordsIn({ message }) ?? (isGiven(details) ? JSON.stringify(details) : 'Nex gives no reason')
	);
}

/** Whether a job is finished: its status says so, or if that is none that is known, the time of its end or its result. */
export function isFinished(job: IDataObject, hasResult?: Job['hasResult']): boolean {
	const word = wordOf(job);
	if (FINISHED.has(word)) return true;
	if (UNFINISHED.has(word) || FAILED.has(word)) return false;
	const { completed_at: completedAt } = job;
	return (typeof completedAt === 'string' && Date.parse(completedAt) > 0) || hasResult?.(job) === true;
}

/**
 * Waits for a job if the user has chosen "Wait Until Finished", asking after 2 seconds, then ever
 * less often, down to every 5 seconds, until it is finished or "Longest Wait" is over.
 *
 * @returns a step whose result is the last answer's body
 * @throws NodeOperationError if the job failed, with Nex's words, or is not finished in time
 */
export function untilFinished({ name, ask, read = asObject, hasResult, later }: Job): ContinueFrom {
	return async (context, request, first, form) => {
		if (form.get('waitUntilFinished') !== true) return first;
		const refuse = (message: string, description: string) =>
			new NodeOperationError(context.getNode(), message, { description, itemIndex: context.getItemIndex() });
		const seconds = Number(form.get('longestWait'));
		// The time that has passed, whatever the computer's clock is set to meanwhile.
		const begun = performance.now();
		const deadline = begun + seconds * 1_000;
		let body = first;
		let pause = FIRST_PAUSE;
		let question: NexRequest | undefined;
		for (;;) {
			const job = read(body);
			const reason = failure(job);
			if (reason !== undefined) throw refuse(`${name} failed in Nex: ${reason}`, 'Check what was asked for, then run it again.');
			if (isFinished(job, hasResult)) return body;
			const left = deadline - performance.now();
			if (left <= 0) throw refuse(`${name} is not finished after ${seconds} s`, later(first));
			question ??= { ...request, method: 'GET', body: undefined, concurrencyLimit: undefined, ...ask(context, first, request) };
			await pauseFor(Math.min(pause, left), request.signal, () => refuse('The wait for Nex was canceled', `${name} goes on in Nex.`));
			pause = Math.min(LONGEST_PAUSE, pause * GROWTH);
			const answer = await look(context, question, question.path === request.path ? undefined : begun);
			body = answer ? jobIn(answer.body) : body;
		}
	};
}

/** An answer without its envelope, which alone tells of a failure. */
const jobIn = (body: unknown): unknown => (saysNo(body) ? body : outOfEnvelope(body));

/** Milliseconds in which a job that was just begun need not be found: Nex may read from a copy that lags behind. */
const LAG = 30_000;

/** Asks where a job stands; undefined if it was begun at `begun` and is not to be found yet. */
async function look(context: IExecuteSingleFunctions, question: NexRequest, begun: number | undefined): Promise<NexAnswer | undefined> {
	return await nexRequest(context, question).catch((error: unknown): undefined => {
		if (begun === undefined || !(error instanceof NodeApiError)) throw error;
		if (error.httpCode === '404' && performance.now() - begun < LAG) return undefined;
		const id = decodeURIComponent(question.path.slice(question.path.lastIndexOf('/') + 1));
		error.description = `${error.description ?? ''} What was begun goes on in Nex under the ID ${id}.`.trim();
		throw error;
	});
}

async function pauseFor(milliseconds: number, signal: AbortSignal | undefined, cancelled: () => Error): Promise<void> {
	try {
		await wait(milliseconds, signal);
	} catch {
		throw cancelled();
	}
}
