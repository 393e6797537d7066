import type { Delivered } from './event';

/** Counts events by subject, as they come and go. */
export function createSubjectCounts() {
	const counts = new Map<string, number>();
	return {
		of: (subject: string): number => counts.get(subject) ?? 0,
		add({ subject }: Delivered, more: 1 | -1): void {
			if (subject === undefined) return;
			const now = (counts.get(subject) ?? 0) + more;
			if (now === 0) counts.delete(subject);
			else counts.set(subject, now);
		},
	};
}
