import type { Delivered } from './event';

/** Subjects that nothing is left of are forgotten when there are so many: V8 makes the table of a Map anew if much is taken out. */
const MOST_IDLE = 64;

/** Counts events by subject, as they come and go. */
export function createSubjectCounts() {
	const counts = new Map<string, { now: number }>();
	let idle = 0;

	const forgetIdle = () => {
		for (const [subject, count] of counts) if (count.now === 0) counts.delete(subject);
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
