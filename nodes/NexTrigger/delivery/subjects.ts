import type { Delivered } from './event';

/** Subjects of which nothing is left that are kept, so that those which come again cost nothing. */
const MOST_IDLE = 256;

/** Counts events by subject, as they come and go. */
export function createSubjectCounts() {
	let counts = new Map<string, { now: number }>();
	let idle = 0;

	/** Into a new Map: one that much is taken out of keeps that alive (V8 chains its outgrown tables). */
	const forgetIdle = () => {
		counts = new Map([...counts].filter(([, count]) => count.now > 0));
		idle = 0;
	};

	return {
		of: (subject: string): number => counts.get(subject)?.now ?? 0,
		add({ subject }: Delivered, more: 1 | -1): void {
			if (subject === undefined) return;
			const count = counts.get(subject);
			if (!count) {
				counts.set(subject, { now: more });
				return;
			}
			if (count.now === 0) idle--;
			count.now += more;
			if (count.now === 0 && ++idle > MOST_IDLE) forgetIdle();
		},
	};
}
