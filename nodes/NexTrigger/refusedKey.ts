/** Minutes between tries with a key that Nex has refused: soon at first, for a refusal that passes, then ever less often. */
const LADDER = [1, 5, 15, 30, 60];

const MINUTE = 60_000;

/**
 * How long to wait before a key that was refused is tried again, in milliseconds.
 *
 * @param refusals how often in a row it was refused, 1 or more
 */
export const pauseAfterRefusal = (refusals: number): number => (LADDER[Math.min(refusals, LADDER.length) - 1] ?? 1) * MINUTE;
