/** How steeply a ceiling curves, per cubic second (https://www.rfc-editor.org/rfc/rfc9438#section-5.1). */
const STEEPNESS = 0.4;
/** What is left of a ceiling after a refusal (https://www.rfc-editor.org/rfc/rfc9438#section-4.6). */
export const LEFT = 0.7;
/** Seconds that a ceiling stays level at first, before what is above it is tried; twice as long after each refusal. */
const FIRST_HOLD = 4;
const LONGEST_HOLD = 60;
/** Of what Retry-After costs, a try above the ceiling may cost a twentieth of the time. */
const HOLD_PER_PAUSE = 20;

/**
 * What a server was seen to refuse: `known` is the most it takes, as far as one knows, and `from` what
 * one fell back to. It curves as in TCP CUBIC (https://www.rfc-editor.org/rfc/rfc9438#section-4.2): quickly back to
 * `known`, level there, and then slowly above it. Unlike CUBIC it stays level for `hold` seconds, because
 * the limit of an API changes less often than what is free on a network's path.
 */
export interface Ceiling {
	readonly known: number;
	readonly from: number;
	/** When it was refused, in milliseconds. */
	readonly since: number;
	readonly hold: number;
}

/** As much as may be tried at `now`, in milliseconds; without end if nothing was refused yet. */
export function heightOf(ceiling: Ceiling | undefined, now: number): number {
	if (!ceiling) return Infinity;
	const { known, from, since, hold } = ceiling;
	const seconds = (now - since) / 1_000;
	const untilBack = Math.cbrt(Math.max(0, known - from) / STEEPNESS);
	if (seconds < untilBack) return known + STEEPNESS * (seconds - untilBack) ** 3;
	return known + STEEPNESS * Math.max(0, seconds - untilBack - hold) ** 3;
}

/** The ceiling after a refusal at `now`: level for twice as long as before, or longer if the server asked for a pause (milliseconds). */
export function lowered(before: Ceiling | undefined, known: number, from: number, now: number, asked = 0): Ceiling {
	// What had grown by a quarter was a limit that has risen: it is learned anew.
	const isNew = !before || heightOf(before, now) > Math.max(before.known + 3, before.known * 1.25);
	const hold = isNew ? FIRST_HOLD : Math.min(LONGEST_HOLD, before.hold * 2);
	return { known, from, since: now, hold: Math.max(hold, (HOLD_PER_PAUSE * asked) / 1_000) };
}
