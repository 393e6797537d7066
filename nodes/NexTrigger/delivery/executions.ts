import type { Batch, Delivered } from './event';
import { oldestOf } from './event';
import { createSubjectCounts } from './subjects';

/** One execution that n8n was asked for, or is to be. */
export interface Execution extends Batch {
	/** What it stands for, as it is stored. */
	readonly text: string;
	/** The oldest time in it, in milliseconds since 1970; Infinity if there is none. */
	readonly oldest: number;
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
	const counts = createSubjectCounts();

	return {
		begin({ events, identities, stored }: Batch, text: string): Execution {
			const oldest = oldestOf(identities);
			const execution = { events, identities, stored, text, oldest, tries: 0, isRefused: false, since: 0, wait: Infinity };
			running.push(execution);
			for (const event of events) counts.add(event, 1);
			return execution;
		},
		/** False if it had ended before. */
		end(execution: Execution): boolean {
			const place = running.indexOf(execution);
			if (place === -1) return false;
			running.splice(place, 1);
			for (const event of execution.events) counts.add(event, -1);
			return true;
		},
		isRunning: (execution: Execution): boolean => running.includes(execution),
		/** True if an event must wait for one of its subject. */
		holdsBack: ({ subject }: Delivered): boolean => subject !== undefined && counts.of(subject) > 0,
		/** Those that were waited for long enough. */
		due: (now: number): Execution[] => running.filter((execution) => dueAt(execution, now) <= now),
		/** When the next one will have been, in milliseconds since 1970; Infinity if nothing runs. */
		nextDue: (now: number): number => running.reduce((next, execution) => Math.min(next, dueAt(execution, now)), Infinity),
		all: running as readonly Execution[],
		/** In milliseconds since 1970; Infinity if none has a time. */
		get oldest(): number {
			let oldest = Infinity;
			for (const one of running) oldest = Math.min(oldest, one.oldest);
			return oldest;
		},
	};
}
