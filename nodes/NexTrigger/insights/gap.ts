/** The most insights one answer holds (docs/api.md#insight-limit). */
export const PAGE = 100;

/** Milliseconds ahead of the clock that are asked for too, for insights dated in the future. */
export const AHEAD = 24 * 60 * 60_000;

/** What was created in one window of time. */
export interface Page<Row> {
	rows: Row[];
	/** The answer held as much as an answer may, so more may lie in the window. */
	full: boolean;
	/** When the row in the middle of them was created, where that is known. */
	middle?: number;
}

/** How wide a window is that gets about half a page, in milliseconds: learned from one answer for the next. */
export interface Pace {
	width: number;
}

export const createPace = (): Pace => ({ width: Infinity });

/** A window grows by so much at most from one answer to the next. */
const QUICKEST = 16;

interface Window {
	from: number;
	to: number;
	/** A part of what did not fit into one answer. */
	isCrowded: boolean;
}

/** Cuts the beginning off a window: what lies in the future is left for later first, for it is nearly always empty. */
function cut({ from, to }: Window, now: number, { width }: Pace): Window[] {
	const end = from < now && now < to ? now : from + Math.max(1, Math.floor(Math.min((to - from) / 2, width)));
	return [
		{ from: end, to, isCrowded: true },
		{ from, to: end, isCrowded: true },
	];
}

/**
 * Reads everything created from `from` on, oldest window first. A window whose answer is full is
 * read again in parts, so nothing is missed whatever the order of an answer. Windows overlap in
 * their ends: whoever reads must know a row that comes twice.
 *
 * @param read gets what was created in a window, its ends included (milliseconds)
 * @param now the clock (milliseconds)
 * @param pace goes from one reading to the next
 */
export async function* readGap<Row>(
	read: (from: number, to: number) => Promise<Page<Row>>,
	from: number,
	now: number,
	pace: Pace = createPace(),
): AsyncGenerator<Row[]> {
	const windows: Window[] = [{ from, to: Math.max(from, now) + AHEAD, isCrowded: false }];
	for (let window = windows.pop(); window; window = windows.pop()) {
		const width = window.to - window.from;
		if (window.isCrowded && width > pace.width * 2 && width > 1) {
			windows.push(...cut(window, now, pace));
			continue;
		}
		const { rows, full, middle = window.to } = await read(window.from, window.to);
		if (full && width > 1) {
			// Half of what came lies before its middle, which may be much nearer than half of the window.
			pace.width = Math.max(1, Math.min(pace.width, width / 2, middle - window.from));
			windows.push(...cut(window, now, pace));
			continue;
		}
		yield rows;
		if (window.isCrowded) pace.width = Math.max(1, width * Math.min(QUICKEST, PAGE / 2 / Math.max(1, rows.length)));
	}
}
