import { performance } from 'node:perf_hooks';

export type JobKind = 'artifact' | 'ai list' | 'compounding' | 'connect';

/** Work that takes a while. */
export interface Job<T> {
	readonly startedAt: number;
	/** How long it takes, in milliseconds. */
	readonly duration: number;
	result?: T;
	error?: string;
}

/** Runs jobs: each does its work once its time is over. */
export class Jobs {
	/** How long a job takes from now on, in milliseconds; 0 for done before it is answered, Infinity for never. */
	duration = 50;
	#failures = new Map<JobKind, string[]>();
	#timers = new Set<NodeJS.Timeout>();

	/** The next job of this kind fails, with these words. */
	failNext(kind: JobKind, message: string): void {
		this.#failures.set(kind, [...(this.#failures.get(kind) ?? []), message]);
	}

	start<T>(kind: JobKind, work: () => T): Job<T> {
		const job: Job<T> = { startedAt: performance.now(), duration: this.duration };
		const failure = this.#failures.get(kind)?.shift();
		const finish = () => {
			if (failure === undefined) job.result = work();
			else job.error = failure;
		};
		if (this.duration === 0) queueMicrotask(finish);
		else if (Number.isFinite(this.duration)) {
			const timer = setTimeout(() => {
				this.#timers.delete(timer);
				finish();
			}, this.duration);
			this.#timers.add(timer);
		}
		return job;
	}

	/** Jobs that are not done never will be. */
	close(): void {
		for (const timer of this.#timers) clearTimeout(timer);
		this.#timers.clear();
	}
}

/** Where a job is: waiting for the first half of its time, at work for the second. */
export function progress(job: Job<unknown>): 'waiting' | 'working' | 'completed' | 'failed' {
	if (job.error !== undefined) return 'failed';
	if (job.result !== undefined) return 'completed';
	return performance.now() - job.startedAt < job.duration / 2 ? 'waiting' : 'working';
}
