/** The most insights one answer holds (API facts, 2.4). */
export const PAGE = 100;

/** Milliseconds ahead of the clock that are asked for too, for insights dated in the future. */
export const AHEAD = 24 * 60 * 60_000;

/** What was created in one window of time. */
export interface Page<Row> {
	rows: Row[];
	/** The answer held as much as an answer may, so more may lie in the window. */
	full: boolean;
}

/** The middle of a window; what lies in the future is cut off first, for it is nearly always empty. */
function split(from: number, to: number, now: number): number {
	return from < now && now < to ? now : Math.floor((from + to) / 2);
}

/**
 * Reads everything created from `from` on, oldest window first. A window whose answer is full is
 * read again in two halves, so nothing is missed whatever the order of an answer. Windows overlap
 * in their ends: whoever reads must know a row that comes twice.
 *
 * @param read gets what was created in a window, its ends included (milliseconds)
 * @param now the clock (milliseconds)
 */
export async function* readGap<Row>(read: (from: number, to: number) => Promise<Page<Row>>, from: number, now: number): AsyncGenerator<Row[]> {
	const windows = [{ from, to: Math.max(from, now) + AHEAD }];
	for (let window = windows.pop(); window; window = windows.pop()) {
		const { rows, full } = await read(window.from, window.to);
		if (!full || window.to - window.from <= 1) {
			yield rows;
			continue;
		}
		const middle = split(window.from, window.to, now);
		windows.push({ from: middle, to: window.to }, { from: window.from, to: middle });
	}
}
