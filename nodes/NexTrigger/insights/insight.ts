import type { IDataObject } from 'n8n-workflow';
import { asObject, isObject } from '../../shared/isObject';
import { spelled } from '../filters';
import type { Identity } from '../identity';
import { identityOf, short } from '../identity';
import { momentOf } from '../../shared/moment';

const SECOND = 1_000;

/** An insight as Nex sent it. No field of it is promised (docs/api.md#insight-fields, docs/api.md#stream-fields). */
export type Insight = IDataObject;

/**
 * The insights in an answer or an event, each with the workspace it came with. Takes every shape
 * that sources speak of: `data`, `insights`, a bare list, or one insight by itself (docs/api.md#insight-envelope).
 * `undefined` if it is none of them; entries that are no objects are left out and counted.
 */
export function readInsights(payload: unknown): { insights: Insight[]; unreadable: number } | undefined {
	const envelope = asObject(payload);
	const list = [payload, envelope.data, envelope.insights, envelope.insight && [envelope.insight]].find(Array.isArray) as
		unknown[] | undefined;
	const found = list ?? (typeof envelope.content === 'string' ? [payload] : undefined);
	if (!found) return isObject(payload) && ('insights' in payload || 'data' in payload) ? { insights: [], unreadable: 0 } : undefined;
	const { workspace } = envelope;
	const insights = found.every(isObject) ? found : found.filter(isObject);
	// What was just parsed belongs to nobody else yet, so it need not be copied.
	if (isObject(workspace)) for (const insight of insights) insight.workspace ??= workspace;
	return { insights, unreadable: found.length - insights.length };
}

/** When an insight was created, in milliseconds since 1970; `undefined` if it does not say. */
export const createdAt = ({ created_at: created }: Insight): number | undefined => momentOf(created);

const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** What an insight says. */
export const wordsOf = ({ content }: Insight): string => asText(content);

/** What an insight without id and time is known by; of one with them, what it would be known by without. */
export const identityOfWords = (words: string): Identity => identityOf(undefined, short(words), undefined);

/** True if nothing but its words tells an insight from others. */
export const isBare = ({ id, time }: Identity): boolean => id === undefined && time === undefined;

/**
 * The identity of an insight: its ID, and a fingerprint of what REST and the stream have in common: type, content and time,
 * of which one of them may leave out the milliseconds.
 */
export function identify(insight: Insight): Identity {
	const { type, content, created_at: created } = insight;
	const id = typeof insight.id === 'string' || typeof insight.id === 'number' ? short(String(insight.id)) : undefined;
	const time = createdAt(insight);
	if (id === undefined && time === undefined) return identityOfWords(wordsOf(insight));
	const second = time === undefined ? asText(created) : Math.floor(time / SECOND);
	return identityOf(id, short(`${asText(type)}\n${second}\n${asText(content)}`), time);
}

type Dated = { identity: Identity };

const timeOf = ({ identity: { time = Infinity } }: Dated) => time;

/** Oldest first; those without a time come last, and those of one time in the order they had. */
export const byTime = (a: Dated, b: Dated): number => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b));

/**
 * An answer's rows, oldest first. Nex gives the newest first, so what has the same time is turned round, unless the answer is
 * the other way.
 */
export function oldestFirst<Row extends Dated>(rows: Row[]): Row[] {
	const [first, last] = [rows[0], rows.at(-1)];
	const isAscending = first !== undefined && last !== undefined && timeOf(first) < timeOf(last);
	return (isAscending ? [...rows] : [...rows].reverse()).sort(byTime);
}

/** What two insights have in common that are about the same person, company or other record; `undefined` if one does not say. */
export function subjectOf({ target, entities }: Insight): string | undefined {
	const entity = Array.isArray(entities) ? entities.find(isObject) : undefined;
	const { hint, id } = asObject(target);
	// The name first: the stream tells it without an id (docs/api.md#stream-fields).
	for (const value of [hint, entity?.name, id, entity?.id]) {
		const name = spelled(value);
		if (name !== '') return name;
	}
	return undefined;
}
