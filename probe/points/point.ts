import type { IDataObject } from 'n8n-workflow';
import { asObject, isObject } from '../../nodes/shared/isObject';
import type { Answer, Client, OperationId } from '../client';
import type { Consequence } from '../report';
import type { Shape } from '../shape';
import { shapeOf } from '../shape';
import type { Heard } from '../stream';
import { rowsIn } from '../targets';
import type { Targets } from '../targets';
import type { Own } from '../own';

/** What a point is settled with. */
export interface Evidence {
	client: Client;
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
	settle(evidence: Evidence): Settled | Promise<Settled>;
}

export const FINE: Consequence = 'nothing to do';
export const WRONG: Consequence = 'the pack is wrong here';

/** Sides of which each is as good for the pack. */
export const allFine = (...sides: string[]): Record<string, Consequence> => Object.fromEntries(sides.map((side) => [side, FINE]));

export const isGood = ({ status, isForeign }: Answer): boolean => status >= 200 && status < 300 && !isForeign;

/** What to say of an operation that gave nothing to judge by. */
export function unanswered(answer: Answer | undefined, id: OperationId): { open: string } {
	if (!answer) return { open: `${id} was not tried` };
	if (answer.status === 403) return { open: `the key may not call ${id}` };
	if (answer.status === 0) return { open: `${id} was not answered` };
	return { open: answer.isForeign ? `${id} was answered with no JSON` : `${id} was answered ${answer.status}` };
}

/** Judges by the answer that an operation has given already. */
export function byAnswer(id: OperationId, judge: (body: unknown, evidence: Evidence) => Settled): Point['settle'] {
	return (evidence) => {
		const answer = evidence.answers.get(id);
		return answer && isGood(answer) ? judge(answer.body, evidence) : unanswered(answer, id);
	};
}

/** Where the rows of an answer stand: under one of the names, in a bare list, or somewhere else. */
export function placeOfRows(body: unknown, ...names: string[]): Settled {
	const name = names.find((one) => Array.isArray(asObject(body)[one]));
	const shape = shapeOf(body);
	if (Array.isArray(body)) return { side: 'a bare list', shape };
	return { side: name ?? 'somewhere else', shape };
}

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
	return answer.status === 400 || answer.status === 422 ? { side: 'refused' } : unanswered(answer, 'it');
}

export { rowsIn };
