import type { IDataObject } from 'n8n-workflow';
import type { Asked, OperationId } from '../client';
import type { Evidence, Settled, Settling } from './point';
import { isGood, isRefusal, rowsIn, unanswered } from './point';

/** Asks an operation once more and otherwise, unless it has not been answered at all, and judges by the rows that come. */
export const again = (id: OperationId, asked: (evidence: Evidence) => Asked, judge: (rows: IDataObject[]) => Settled): Settling => ({
	needs: [id],
	async settle(evidence) {
		const first = evidence.answers.get(id);
		if (!first || !isGood(first)) return unanswered(first, id);
		const answer = await evidence.client.ask(id, asked(evidence));
		if (isRefusal(answer)) return { side: 'refused' };
		return isGood(answer) ? judge(rowsIn(answer.body)) : unanswered(answer, id);
	},
});

/** A request for records of the type that has some. */
export const ofFirstType =
	(body: IDataObject) =>
	({ targets }: Evidence): Asked => ({ path: { slug: targets.slugs[0] ?? '' }, body });
