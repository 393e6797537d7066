import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { nexRequest } from '../../shared/transport/request';
import { didNotAnswerWith } from '../answers';
import { readEvents } from './event';
import type { PageRequest, ReadPage } from './look';
import { Missing } from './look';
import type { TimelinePage } from './walk';

/** Events on the first page, which is all that a quiet record costs, and on those after it. */
const FIRST_PAGE = 20;
const PAGE = 100;

const CURSOR_REFUSED = ['400', '404', '410'];

/** How often a page is asked for if the answer is none. */
const MOST_TRIES = 4;

/** Reads pages of timelines, and tells the server's clock as it goes. */
export function createReader(context: ITriggerFunctions, onDate: (date: unknown) => void): ReadPage {
	const ask = async (recordId: string, cursor: string | undefined, how: PageRequest): Promise<unknown> => {
		const { body, headers } = await nexRequest(context, {
			method: 'GET',
			path: `/v1/records/${encodeURIComponent(recordId)}/timeline`,
			query: { limit: cursor === undefined ? FIRST_PAGE : PAGE, cursor },
			scopes: ['record.read'],
			notFound: `There is no record ${recordId}`,
			...how,
		});
		onDate(headers.date);
		return body;
	};
	const read = async (recordId: string, cursor: string | undefined, how: PageRequest): Promise<TimelinePage> => {
		for (let tries = 1; ; tries++) {
			const page = readEvents(await ask(recordId, cursor, how));
			if (page) return page;
			// As the end of a timeline it would hide what comes behind it.
			if (how.once || tries === MOST_TRIES) throw didNotAnswerWith(context, 'a timeline');
		}
	};
	return async (recordId, cursor, how) =>
		await read(recordId, cursor, how).catch((error: unknown) => {
			const code = error instanceof NodeApiError ? (error.httpCode ?? '') : '';
			if (cursor !== undefined && CURSOR_REFUSED.includes(code)) return undefined;
			if (code === '404' || code === '400') throw new Missing(recordId);
			throw error;
		});
}

/** Whether an id is that of a record. */
export const canRead = async (read: ReadPage, id: string, asking: Omit<PageRequest, 'once' | 'run'>): Promise<boolean> =>
	await read(id, undefined, { ...asking, once: true }).then(
		() => true,
		(error: unknown) => {
			if (error instanceof Missing) return false;
			throw error;
		},
	);
