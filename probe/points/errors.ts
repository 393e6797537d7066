import type { Evidence, Point, Settled } from './point';
import { allFine, FINE, isGood, unanswered, WRONG } from './point';
import { wordsIn, WORDS } from './words';

/** Requests that are sent at once: as many as the pack starts with, and twice and four times as many. */
const AT_ONCE = [5, 10, 20];

/** The most requests at once of which none was refused. */
async function inFlight({ client, answers }: Evidence): Promise<Settled> {
	const first = answers.get('listRelationshipDefinitions');
	if (!first || !isGood(first)) return unanswered(first, 'listRelationshipDefinitions');
	let most = 0;
	for (const count of AT_ONCE) {
		const together = await client.together('listRelationshipDefinitions', count);
		if (together.length === 0) return { open: 'not all of them were answered' };
		if (together.some(({ status }) => status === 429 || status === 503)) break;
		most = count;
	}
	return { side: String(most) };
}

/** Points that answers which failed settle; they come last. */
export const errorPoints: readonly Point[] = [
	{
		id: 'error-body',
		question: 'Where an error has its words',
		see: 'errors',
		files: ['nodes/shared/transport/words.ts'],
		sides: WORDS,
		needs: [],
		async settle({ client }) {
			const answer = await client.ask('getRecord', { path: { record_id: '1' } });
			return answer.status >= 400 && answer.status < 500 ? wordsIn(answer) : unanswered(answer, 'getRecord');
		},
	},
	{
		id: 'unknown-record',
		question: 'How a record that is not there is answered',
		see: 'errors',
		files: ['nodes/shared/transport/explain.ts', 'nodes/shared/operation/definition.ts'],
		sides: { '404': FINE, '400': FINE, '403': FINE, '200': WRONG },
		needs: ['getRecord'],
		async settle({ client, answers }) {
			const first = answers.get('getRecord');
			if (first && !isGood(first)) return unanswered(first, 'getRecord');
			const answer = await client.ask('getRecord', { path: { record_id: '1' } });
			return answer.status === 0 ? unanswered(answer, 'getRecord') : { side: String(answer.status) };
		},
	},
	{
		id: 'requests-in-flight',
		question: 'How many requests at once are taken, of 5, 10 and 20',
		see: 'rate-limits',
		files: ['nodes/shared/transport/pressure.ts'],
		sides: allFine('0', '5', '10', '20'),
		needs: ['listRelationshipDefinitions'],
		settle: inFlight,
	},
	{
		id: 'retry-after',
		question: 'Whether a 429 says when to come again',
		see: 'rate-limits',
		files: ['nodes/shared/transport/retry.ts'],
		sides: { ...allFine('seconds', 'date', 'none'), unreadable: WRONG },
		needs: [],
		settle: ({
			client: {
				seen: { refusals },
			},
		}) => (refusals[0] ? { side: refusals[0] } : { open: 'no 429 was met' }),
	},
	{
		id: 'too-many-requests',
		question: 'Whether Nex refuses requests at the pace of the pack',
		see: 'rate-limits',
		files: ['nodes/shared/transport/pressure.ts'],
		sides: allFine('yes', 'not here'),
		needs: [],
		settle: ({
			client: {
				seen: { refusals },
			},
		}) => ({ side: refusals.length > 0 ? 'yes' : 'not here' }),
	},
	{
		id: 'payment-required',
		question: 'Whether Nex answers 402',
		see: 'errors',
		files: ['nodes/shared/transport/explain.ts'],
		sides: allFine('yes', 'not here'),
		needs: [],
		settle: ({
			client: {
				seen: { statuses },
			},
		}) => ({ side: statuses.has(402) ? 'yes' : 'not here' }),
	},
	{
		id: 'ingest-rate',
		question: 'Whether only ten texts a minute are taken',
		see: 'rate-limits',
		files: ['nodes/NexContext/operations/addText.ts'],
		sides: {},
		needs: [],
		settle: () => ({ open: 'texts cannot be removed, so they are not poured in to see' }),
	},
	{
		id: 'content-size',
		question: 'How long an added text may be',
		see: 'rate-limits',
		files: ['nodes/NexContext/operations/addText.ts'],
		sides: {},
		needs: [],
		settle: () => ({ open: 'texts cannot be removed, so no long one is sent' }),
	},
	{
		id: 'connect-status',
		question: 'Which words tell that an account is connected, and when a link expires',
		see: 'job-status',
		files: ['nodes/shared/operation/waitForJob.ts'],
		sides: {},
		needs: [],
		settle: () => ({ open: 'a person has to consent, and a link lives for ten minutes' }),
	},
];
