import type { TimelineEvent } from '../types';

export interface TimelinePage {
	events: TimelineEvent[];
	/** The cursor of the next page, if there is one. */
	next: string | undefined;
}

/** Each record's events, oldest first in memory, newest first to a reader (docs/api.md#timeline-order). */
export class TimelineStore {
	#events = new Map<string, TimelineEvent[]>();

	/** Adds an event at its place in time: after those that are as old. */
	add(recordId: string, event: TimelineEvent): void {
		const events = this.#events.get(recordId) ?? [];
		this.#events.set(recordId, events);
		const time = Date.parse(event.event_timestamp);
		let at = events.length;
		for (let before = events[at - 1]; before && Date.parse(before.event_timestamp) > time; before = events[at - 1]) at--;
		events.splice(at, 0, event);
	}

	/** Oldest first. */
	of(recordId: string): readonly TimelineEvent[] {
		return this.#events.get(recordId) ?? [];
	}

	remove(recordId: string): void {
		this.#events.delete(recordId);
	}

	/** Newest first, after the event that `cursor` names; undefined if no event has that id. */
	page(recordId: string, limit: number, cursor?: string): TimelinePage | undefined {
		const events = this.of(recordId);
		const end = cursor === undefined ? events.length : events.findIndex((event) => event.id === cursor);
		if (end < 0) return undefined;
		const start = Math.max(0, end - limit);
		const page = events.slice(start, end).reverse();
		return { events: page, next: start > 0 ? page.at(-1)?.id : undefined };
	}
}
