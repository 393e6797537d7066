import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../nodes/shared/isObject';
import type { Answer, Client, OperationId } from '../client';
import { isMade } from '../own';
import type { Own } from '../own';
import type { Consequence } from '../report';
import type { Shape } from '../shape';
import type { Heard } from '../stream';
import { rowsIn } from '../targets';
import type { Targets } from '../targets';

/** What a point is settled with. */
export interface Evidence {
	client: Client;
	/** For what makes or changes something: it is not cut off, so that nothing comes after the removal. */
	writer: Client;
	/** The first answer to each operation that was tried. */
	answers: ReadonlyMap<OperationId, Answer>;
	targets: Targets;
	heard: Heard | undefined;
	/** What --write has made; undefined without it. */
	own: Own | undefined;
}

/** The side that holds, or why nobody can tell. */
export type Settled = { side: string; shape?: Shape } | { open: string };

/** One point on which sources differ, or that they leave open. */
export interface Point {
	id: string;
	question: string;
	/** Section of docs/api.md. */
	see: string;
	/** Files of the pack that depend on it. */
	files: string[];
	/** What each side means for the pack. A side that is not named means that the pack is wrong. */
	sides: Readonly<Record<string, Consequence>>;
	/** Operations that have to have been tried. */
	needs: readonly OperationId[];
	/** Names of things of one's own that have to have been made. */
	things?: readonly string[];
	settle(evidence: Evidence): Settled | Promise<Settled>;
}

/** How a point is settled, and what has to come before. */
export type Settling = Pick<Point, 'needs' | 'things' | 'settle'>;

export const FINE: Consequence = 'nothing to do';
export const WRONG: Consequence = 'the pack is wrong here';

/** Sides of which each is as good for the pack. */
export const allFine = (...sides: string[]): Record<string, Consequence> => Object.fromEntries(sides.map((side) => [side, FINE]));

export const isGood = ({ status, isForeign }: Answer): boolean => status >= 200 && status < 300 && !isForeign;

/** Whether what was sent was not taken, as against what failed for another reason. */
export const isRefusal = ({ status }: Answer): boolean => [400, 409, 422].includes(status);

/** What to say of an operation that gave nothing to judge by. */
export function unanswered(answer: Answer | undefined, id: OperationId): { open: string } {
	if (!answer) return { open: `${id} was not tried` };
	if (answer.status === 403) return { open: `the key may not call ${id}` };
	if (answer.status === 0) return { open: `${id} was not answered` };
	return { open: answer.isForeign ? `${id} was answered with no JSON` : `${id} was answered ${answer.status}` };
}

type Judge = (body: unknown, evidence: Evidence, answer: Answer) => Settled;

function settleByAnswer(id: OperationId, judge: Judge, evidence: Evidence): Settled {
	const answer = evidence.answers.get(id);
	return answer && isGood(answer) ? judge(answer.body, evidence, answer) : unanswered(answer, id);
}

/** Judges by the answer that an operation has given already. */
export const byAnswer = (id: OperationId, judge: Judge): Settling => ({
	needs: [id],
	settle: (evidence) => settleByAnswer(id, judge, evidence),
});

/** Why a point is open without --write. */
export const ONLY_WRITING: Settled = { open: '--write tells' };

/** Judges by the answer that an operation has given which makes something. */
export const byWritten = (id: OperationId, judge: Judge): Settling => ({
	needs: [id],
	settle: (evidence) => (evidence.own ? settleByAnswer(id, judge, evidence) : ONLY_WRITING),
});

/** Judges by trying something on things of one's own. */
export const byOwn = (
	things: readonly string[],
	judge: (evidence: Evidence, own: Own) => Promise<Settled>,
	needs: readonly OperationId[] = [],
): Settling => ({
	needs,
	things,
	async settle(evidence) {
		const { own } = evidence;
		if (!own) return ONLY_WRITING;
		return isMade(own, things) ? await judge(evidence, own) : { open: 'what it needs could not be made' };
	},
});

/** Names of fields by which the rows of an answer are told. */
export const namesIn = (rows: IDataObject[]): Set<string> => new Set(rows.flatMap((row) => Object.keys(row)));

/** All objects anywhere in a body. */
export function objectsDeep(body: unknown): IDataObject[] {
	if (Array.isArray(body)) return body.flatMap(objectsDeep);
	return isObject(body) ? [body, ...Object.values(body).flatMap(objectsDeep)] : [];
}

/** How a request that some sources allow and others do not was answered. */
export function takenOrRefused(answer: Answer): Settled {
	if (isGood(answer)) return { side: 'taken' };
	return isRefusal(answer) ? { side: 'refused' } : unanswered(answer, 'it');
}

export { rowsIn };
