import type { IDataObject } from 'n8n-workflow';
import { byTimeAndId } from '../byTimeAndId';
import type { Delivered } from '../delivery';
import type { Identity } from '../identity';
import { identityOf, short } from '../identity';
import { objectsUnder } from '../answers';
import { momentOf } from '../../shared/moment';
import { hasNextPage } from '../../shared/answers/page';
import { asObject, objectsIn } from '../../shared/isObject';
import { isEmpty } from '../../shared/values/blank';

/** An event of a record's timeline as Nex sent it (docs/api.md#timeline-events). */
export type TimelineEvent = IDataObject;

/** The events of one page, of which entries that are no objects are left out; `undefined` if it is no page. */
export function readEvents(page: unknown): { events: TimelineEvent[]; next: string | undefined } | undefined {
	const events = objectsUnder(page, 'data');
	if (!events) return undefined;
	const { next_cursor: cursor } = asObject(page);
	const hasNext = hasNextPage(page) !== false && (typeof cursor === 'string' || typeof cursor === 'number') && String(cursor) !== '';
	return { events, next: hasNext ? String(cursor) : undefined };
}

/** When an event happened, in milliseconds since 1970; `undefined` if it does not say, as a zero date of the year 1 does not. */
export function timeOf({ event_timestamp: at }: TimelineEvent): number | undefined {
	const time = momentOf(at) ?? 0;
	return time > 0 ? time : undefined;
}

/** The identity of a record's event: its id, or what it says if it has none. */
export function identify(recordId: string, event: TimelineEvent): Identity {
	const { id, resource_type: resource, resource_id: resourceId, event_type: type, event_timestamp: at, event_payload: payload } = event;
	const name = short(JSON.stringify(isEmpty(id) ? [recordId, resource, resourceId, type, at, payload] : [recordId, String(id)]));
	return identityOf(name, name, timeOf(event));
}

const childrenOf = ({ children }: TimelineEvent): TimelineEvent[] => objectsIn(children);

/** What stands in a timeline, oldest first; events without a time are the first. */
export const inOrder = (events: TimelineEvent[]): TimelineEvent[] => byTimeAndId(events, (event) => timeOf(event) ?? 0);

/** Everything an event stands for: itself and, if it gathers several, each of them. */
export const family = (event: TimelineEvent): TimelineEvent[] => [event, ...childrenOf(event).flatMap(family)];

/** What one execution gets, and every event that is done with when it has got it. */
export interface Unfolded {
	event: Delivered;
	covers: Identity[];
}

export interface UnfoldOptions {
	/** Whether an event was not delivered before. */
	isNew: (event: TimelineEvent) => boolean;
	/** Whether an event passes the filters. */
	matches: (event: TimelineEvent) => boolean;
	/** Gives the parts of an event that gathers several one by one. */
	flatten: boolean;
}

/**
 * What of an event is new, as the workflow is to get it. An event that gathers others is given whole
 * or as its parts; one that has grown since gives only what was added.
 */
export function unfold(recordId: string, event: TimelineEvent, options: UnfoldOptions): Unfolded[] {
	const { isNew, matches, flatten } = options;
	const deliver = (json: TimelineEvent, identity: Identity, covered: TimelineEvent[]): Unfolded => ({
		event: { identity, json: { record_id: recordId, ...json }, subject: recordId },
		covers: covered.map((one) => identify(recordId, one)),
	});
	const parts = childrenOf(event);
	if (parts.length === 0) return isNew(event) && matches(event) ? [deliver(event, identify(recordId, event), [event])] : [];
	const added = parts.filter((part) => family(part).some(isNew));
	if (flatten) return inOrder(added).flatMap((part) => unfold(recordId, part, options));
	const heard = inOrder(added.filter((part) => matches(part) || matches(event)));
	const last = heard.at(-1);
	if (!last) return [];
	// A parent that grows is another event each time, told apart by what was added last.
	return [deliver({ ...event, children: heard }, identify(recordId, last), [event, ...heard.flatMap(family)])];
}
