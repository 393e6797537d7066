import type { TimelineEvent } from './event';
import { family, identify, timeOf } from './event';
import type { TimelinePage, WalkOptions } from './walk';

/** What stood on the first page of a timeline. */
interface FirstPage {
	/** IDs, each between two marks: one text takes a fraction of what a set does. */
	ids: string;
	/** There was no further page. */
	isAll: boolean;
	/** What is dated before this may have been behind it, in milliseconds since 1970. */
	oldest: number;
}

const MARK = '\n';

/** @param before what stood there a look before: one answer alone may be short by mistake */
const pageOf = ({ events, next }: TimelinePage, before: FirstPage | undefined): FirstPage => {
	const isAll = next === undefined;
	return {
		ids: `${MARK}${events.map(({ id }) => `${String(id ?? '')}${MARK}`).join('')}`,
		isAll,
		oldest: isAll && before?.isAll ? -Infinity : Math.min(...events.flatMap((event) => timeOf(event) ?? [])),
	};
};

const isOn = ({ ids }: FirstPage, { id }: TimelineEvent) => ids.includes(`${MARK}${String(id ?? '')}${MARK}`);

/**
 * Knows the first page of each timeline as it was at the last look of this process, because an event may be dated long before it
 * comes. What was not there, though an older one was or would have been, is late.
 */
export function createFirstPages() {
	const pages = new Map<string, FirstPage>();
	return {
		/** Forgets those that are no longer watched: what happens until they are watched again is history. */
		forgetOthers(recordIds: string[]): void {
			const watched = new Set(recordIds);
			for (const recordId of pages.keys()) if (!watched.has(recordId)) pages.delete(recordId);
		},
		/** Takes part in one look at a timeline. */
		watch(recordId: string, read: WalkOptions['read']) {
			const before = pages.get(recordId);
			const late = new Set<string>();
			let met: TimelinePage | undefined;
			const isLate = (event: TimelineEvent) =>
				before !== undefined && !isOn(before, event) && (timeOf(event) ?? -Infinity) >= before.oldest;
			return {
				async read(cursor: string | undefined) {
					const page = await read(cursor);
					if (cursor === undefined && page) {
						met = page;
						for (const event of page.events.filter(isLate).flatMap(family)) late.add(identify(recordId, event).fingerprint);
					}
					return page;
				},
				/** The fingerprints of what is late. */
				late: late as ReadonlySet<string>,
				/** The next look is held against this one. A page without an event tells nothing: a server may be wrong for a while. */
				keep(): void {
					if (met && met.events.length > 0) pages.set(recordId, pageOf(met, before));
				},
			};
		},
	};
}
