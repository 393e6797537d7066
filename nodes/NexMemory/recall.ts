import type { IDataObject, ISupplyDataFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { hitsIn } from '../shared/answers/hits';
import { outOfEnvelope } from '../shared/answers/rows';
import { asObject, isObject } from '../shared/isObject';
import { LONGEST_QUERY } from '../shared/longestQuery';
import type { NexRequest } from '../shared/transport/request';
import { nexRequest } from '../shared/transport/request';
import { CONTEXT_READ_SCOPES } from '../shared/transport/scopes';
import { wait } from '../shared/transport/wait';
import { cutText } from './cut';
import { wordsOf } from './journal';

/** What Nex is asked for: an answer to the question, or records that match it. */
export type Source = 'ask' | 'search';

/** How to recall. */
export interface RecallSettings {
	sources: readonly Source[];
	/** Milliseconds. */
	longestWait: number;
	/** Characters of what is recalled. */
	atMost: number;
	/** Questions with fewer characters are not worth asking. */
	shortestQuestion: number;
}

/** What came back, and why nothing or less did. */
export interface Recalled {
	text: string;
	problems: string[];
}

/** Characters of a question that Nex is asked. */
const LONGEST_QUESTION = 4_000;
/** Records that are named to the model at most. */
const MOST_HITS = 8;

const titleOf = (row: IDataObject) => String(row.primary_value ?? row.name ?? row.id ?? '');

/** A record in one line, with the ID that tools take. */
const recordLine = (row: IDataObject): string => `${titleOf(row)} (${String(row.type ?? 'record').toLowerCase()}, ID ${String(row.id)})`;

function readAnswer(body: unknown): string {
	const { answer, entities_considered: considered } = asObject(outOfEnvelope(body));
	if (typeof answer !== 'string' || answer.trim() === '') throw new Error('The answer of Nex says nothing');
	const records = Array.isArray(considered) ? considered.filter(isObject).slice(0, MOST_HITS) : [];
	return records.length === 0 ? answer.trim() : `${answer.trim()}\nAbout: ${records.map(recordLine).join('; ')}`;
}

function readSearch(answered: unknown): string {
	const body = outOfEnvelope(answered);
	if (!isObject(body) && !Array.isArray(body)) throw new Error('The answer of Nex has no search results');
	const hits = hitsIn(body).filter(({ id }) => id !== undefined);
	if (hits.length === 0) return '';
	const lines = hits.slice(0, MOST_HITS).map((hit) => {
		const matched = String(hit.matched_value ?? '');
		return `- ${recordLine(hit)}${matched !== '' && matched !== titleOf(hit) ? `: ${matched}` : ''}`;
	});
	return `Records found:\n${lines.join('\n')}`;
}

interface Asking {
	request: (question: string) => NexRequest;
	read: (body: unknown) => string;
}

// Not repeated if Nex refuses: whoever chats waits for the answer.
const common = { method: 'POST', readOnly: true, once: true } as const;

const askings: Record<Source, Asking> = {
	ask: {
		request: (question) => ({
			...common,
			path: '/v1/context/ask',
			scopes: CONTEXT_READ_SCOPES,
			body: { query: cutText(question, LONGEST_QUESTION) },
		}),
		read: readAnswer,
	},
	search: {
		request: (question) => ({
			...common,
			path: '/v1/search',
			scopes: ['record.read'],
			body: { query: cutText(question, LONGEST_QUERY) },
		}),
		read: readSearch,
	},
};

async function recallFrom(context: ISupplyDataFunctions, source: Source, question: string, { longestWait }: RecallSettings) {
	const { request, read } = askings[source];
	const late = new AbortController();
	const limit = (async () => {
		await wait(longestWait, late.signal);
		throw new NodeOperationError(context.getNode(), `Nex did not answer within ${longestWait / 1_000} s`);
	})();
	const cancel = context.getExecutionCancelSignal();
	const signal = cancel ? AbortSignal.any([late.signal, cancel]) : late.signal;
	const answer = (async () => read((await nexRequest(context, { ...request(question), timeout: longestWait + 1_000, signal })).body))();
	try {
		return await Promise.race([answer, limit]);
	} finally {
		late.abort();
	}
}

/** Asks Nex what it knows about a question, within the time that the settings allow. It never throws. */
export async function recall(context: ISupplyDataFunctions, question: string, settings: RecallSettings): Promise<Recalled> {
	if (question.length < settings.shortestQuestion) {
		const problem = question === '' ? '"Question" is empty' : `"Question" has fewer than ${settings.shortestQuestion} characters`;
		return { text: '', problems: [problem] };
	}
	const results = await Promise.allSettled(settings.sources.map(async (source) => await recallFrom(context, source, question, settings)));
	const texts = results.flatMap((one) => (one.status === 'fulfilled' && one.value !== '' ? [one.value] : []));
	const problems = results.flatMap((one) => (one.status === 'rejected' ? [wordsOf(one.reason)] : []));
	return { text: cutText(texts.join('\n\n'), settings.atMost), problems };
}
