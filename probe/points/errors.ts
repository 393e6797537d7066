import { asObject } from '../../nodes/shared/isObject';
import { SCOPES } from '../../nodes/shared/transport/scopes';
import type { Answer } from '../client';
import { shapeOf } from '../shape';
import type { Point, Settled } from './point';
import { allFine, FINE, isGood, unanswered, WRONG } from './point';

/** Where an error has its words, as the pack looks for them. */
function wordsIn({ body }: Answer): Settled {
	const { message, error, detail } = asObject(body);
	const shape = shapeOf(body);
	const nested = asObject(error).message;
	const found = Object.entries({ message, error, detail, 'error.message': nested }).find(([, words]) => typeof words === 'string');
	return { side: found?.[0] ?? 'somewhere else', shape };
}

const WORDS = { ...allFine('message', 'error', 'detail', 'error.message'), 'somewhere else': WRONG };

/** Points that answers which failed settle; they come last. */
export const errorPoints: readonly Point[] = [
	{
		id: 'error-body',
		question: 'Where an error has its words',
		see: 'errors',
		files: ['nodes/shared/transport/errors.ts'],
		sides: WORDS,
		async settle({ client }) {
			const answer = await client.ask('getRecord', { path: { record_id: '1' } });
			return answer.status === 404 || answer.status === 400 ? wordsIn(answer) : unanswered(answer, 'getRecord');
		},
	},
	{
		id: 'unknown-record',
		question: 'How a record that is not there is answered',
		see: 'errors',
		files: ['nodes/shared/transport/errors.ts', 'nodes/shared/operation/definition.ts'],
		sides: { '404': FINE, '400': FINE, '403': FINE, '200': WRONG },
		async settle({ client, answers }) {
			const first = answers.get('getRecord');
			if (first && !isGood(first)) return unanswered(first, 'getRecord');
			const answer = await client.ask('getRecord', { path: { record_id: '1' } });
			return answer.status === 0 ? unanswered(answer, 'getRecord') : { side: String(answer.status) };
		},
	},
	{
		id: 'scope-refusal',
		question: 'Where a refusal for a scope has its words',
		see: 'scopes',
		files: ['nodes/shared/transport/errors.ts'],
		sides: { ...WORDS, 'somewhere else': FINE },
		settle({ client }) {
			const refused = client.errors.find(({ status }) => status === 403);
			return refused ? wordsIn(refused) : { open: 'nothing was refused for a scope: a key that lacks one can tell' };
		},
	},
	{
		id: 'scope-named',
		question: 'Whether a refusal names the scope that is missing',
		see: 'scopes',
		files: ['nodes/shared/transport/errors.ts'],
		sides: allFine('yes', 'no'),
		settle({ client }) {
			const refused = client.errors.filter(({ status }) => status === 403);
			if (refused.length === 0) return { open: 'nothing was refused for a scope: a key that lacks one can tell' };
			const names = Object.keys(SCOPES);
			return { side: refused.every(({ body }) => names.some((name) => JSON.stringify(body ?? '').includes(name))) ? 'yes' : 'no' };
		},
	},
	{
		id: 'retry-after',
		question: 'Whether a 429 says when to come again',
		see: 'rate-limits',
		files: ['nodes/shared/transport/retry.ts'],
		sides: { ...allFine('seconds', 'date', 'none'), unreadable: WRONG },
		settle: ({ client: { refusals } }) => (refusals[0] ? { side: refusals[0] } : { open: 'no 429 was met' }),
	},
	{
		id: 'too-many-requests',
		question: 'Whether Nex refuses requests at the pace of the pack',
		see: 'rate-limits',
		files: ['nodes/shared/transport/pressure.ts'],
		sides: allFine('yes', 'not here'),
		settle: ({ client: { refusals } }) => ({ side: refusals.length > 0 ? 'yes' : 'not here' }),
	},
	{
		id: 'payment-required',
		question: 'Whether Nex answers 402',
		see: 'errors',
		files: ['nodes/shared/transport/errors.ts'],
		sides: allFine('yes', 'not here'),
		settle: ({ client: { statuses } }) => ({ side: statuses.has(402) ? 'yes' : 'not here' }),
	},
	{
		id: 'ingest-rate',
		question: 'Whether only ten texts a minute are taken',
		see: 'rate-limits',
		files: ['nodes/NexContext/operations/addText.ts'],
		sides: {},
		settle: () => ({ open: 'texts cannot be removed, so they are not poured in to see' }),
	},
	{
		id: 'content-size',
		question: 'How long an added text may be',
		see: 'rate-limits',
		files: ['nodes/NexContext/operations/addText.ts'],
		sides: {},
		settle: () => ({ open: 'texts cannot be removed, so no long one is sent' }),
	},
	{
		id: 'connect-status',
		question: 'Which words tell that an account is connected, and when a link expires',
		see: 'job-status',
		files: ['nodes/shared/operation/waitForJob.ts'],
		sides: {},
		settle: () => ({ open: 'a person has to consent, and a link lives for ten minutes' }),
	},
];
