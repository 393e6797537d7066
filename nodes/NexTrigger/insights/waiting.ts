import { isSame } from '../identity';
import type { Arrival, Origin } from './arrivals';
import { byTime } from './insight';

/** Insights kept while what came before them is read. What does not fit is read afterwards. */
const MOST = 500;

/** What the stream says and waits. */
export function createWaiting() {
	let waiting: Array<[Arrival, Origin]> = [];
	return {
		/** False if there is no room. */
		add(arrival: Arrival, origin: Origin): boolean {
			if (waiting.length >= MOST) return false;
			waiting.push([arrival, origin]);
			return true;
		},
		/** The stream says more of an insight than REST does, so if both have it the two are laid together. */
		enrich(arrival: Arrival): Arrival {
			const streamed = waiting.find(([{ identity }]) => isSame(identity, arrival.identity))?.[0];
			return streamed ? { ...arrival, insight: { ...arrival.insight, ...streamed.insight } } : arrival;
		},
		/** Takes out what is dated before a time, the oldest first; all, what has no time too, for Infinity. */
		takeBefore(time: number): Array<[Arrival, Origin]> {
			const isDue = ([{ identity }]: [Arrival, Origin]) => time === Infinity || (identity.time ?? Infinity) < time;
			const due = waiting.filter(isDue).sort(([a], [b]) => byTime(a, b));
			waiting = waiting.filter((one) => !isDue(one));
			return due;
		},
		clear(): void {
			waiting = [];
		},
	};
}
