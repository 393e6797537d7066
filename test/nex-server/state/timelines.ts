import type { Actor, TimelineEvent } from '../types';
import type { State } from './state';
import { TimelineStore } from './timeline-store';

/** What happened to each record. */
export class Timelines {
	readonly store = new TimelineStore();

	constructor(private readonly state: State) {}

	/** A whole event from what is known of it, on no timeline yet. */
	event(given: Partial<TimelineEvent>, actor: Actor = this.state.someone): TimelineEvent {
		return {
			id: this.state.ids.next(),
			resource_type: 'entity',
			resource_id: '',
			event_type: 'updated',
			event_payload: {},
			event_timestamp: this.state.now(),
			created_by: actor.created_by,
			created_by_id: actor.created_by_id,
			is_aggregated: false,
			children: [],
			...given,
		};
	}

	/** Puts an event on a record's timeline, at the place its time gives it. */
	add(recordId: string, given: Partial<TimelineEvent>, actor: Actor = this.state.someone): TimelineEvent {
		const event = this.event({ resource_id: recordId, ...given }, actor);
		this.store.add(recordId, event);
		return event;
	}

	/** Adds a child to an aggregated event that is on a timeline already, or makes an event aggregated. */
	grow(parent: TimelineEvent, given: Partial<TimelineEvent>, actor: Actor = this.state.someone): TimelineEvent {
		const child = this.event({ resource_id: parent.resource_id, ...given }, actor);
		parent.is_aggregated = true;
		parent.children.push(child);
		return child;
	}

	forgetRecord(id: string): void {
		this.store.remove(id);
	}
}
