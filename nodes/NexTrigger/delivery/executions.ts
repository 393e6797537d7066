import type { Batch, Delivered } from './event';
import { oldestOf } from './event';

/** One execution that n8n was asked for, or is to be. */
export interface Execution extends Batch {
	/** What it stands for, as it is stored. */
	readonly text: string;
	/** How often n8n was asked for it. */
	tries: number;
	/** n8n could not start it, and is asked again. */
	isRefused: boolean;
	/** Since when it is waited for, in milliseconds since 1970, and how long. */
	since: number;
	wait: number;
}

/** A clock that was set back must not lengthen the wait. */
function dueAt(execution: Execution, now: number): number {
	execution.since = Math.min(execution.since, now);
	return execution.since + execution.wait;
}

export type Executions = ReturnType<typeof createExecutions>;

/** The executions that count as running. */
export function createExecutions() {
	/** Few at a time, so a list: a Set that events pass through keeps them alive past their end (V8 chains its outgrown tables). */
	const running: Execution[] = [];
	return {
		begin({ events, identities, stored }: Batch, text: string): Execution {
			const execution = { events, identities, stored, text, tries: 0, isRefused: false, since: 0, wait: Infinity };
			running.push(execution);
			return execution;
		},
		/** False if it had ended before. */
		end(execution: Execution): boolean {
			const place = running.indexOf(execution);
			if (place !== -1) running.splice(place, 1);
			return place !== -1;
		},
		isRunning: (execution: Execution): boolean => running.includes(execution),
		/** True if an event must wait for one of its subject. */
		holdsBack({ subject }: Delivered): boolean {
			if (subject === undefined) return false;
			for (const { events } of running) for (const event of events) if (event.subject === subject) return true;
			return false;
		},
		/** Those that were waited for long enough. */
		due: (now: number): Execution[] => running.filter((execution) => dueAt(execution, now) <= now),
		/** When the next one will have been, in milliseconds since 1970; Infinity if nothing runs. */
		nextDue(now: number): number {
			let next = Infinity;
			for (const execution of running) next = Math.min(next, dueAt(execution, now));
			return next;
		},
		all: running as readonly Execution[],
		/** In milliseconds since 1970; Infinity if none has a time. */
		get oldest(): number {
			let oldest = Infinity;
			for (const { identities } of running) oldest = Math.min(oldest, oldestOf(identities));
			return oldest;
		},
	};
}
