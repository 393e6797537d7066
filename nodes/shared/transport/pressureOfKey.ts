import type { Pressure } from './pressure';
import { createPressure, START_LIMIT } from './pressure';

/** Keys whose pressure is remembered, unless more than so many are in use at once. */
export const MOST_KEYS = 100;

const byKey = new Map<string, Pressure>();

/** Requests to how many keys are remembered now. */
export const rememberedKeys = (): number => byKey.size;

/** A concurrency limit of its own beside the key's, for requests that name it. */
export interface NamedLimit {
	name: string;
	/** The most requests in flight. */
	highest: number;
}

/** Nex's backend has been seen to break when context is added 15 at a time, and to hold at 5. */
export const ADDING_CONTEXT: NamedLimit = { name: 'context', highest: 5 };

/** The pressure that everything in this process shares for one API key, or of that for the requests of one `named` limit. */
export function pressureFor(baseUrl: string, apiKey: string, named?: NamedLimit): Pressure {
	const key = JSON.stringify([baseUrl, apiKey, named?.name]);
	const pressure = byKey.get(key) ?? createPressure(START_LIMIT, named?.highest);
	// The one used longest ago comes first.
	byKey.delete(key);
	byKey.set(key, pressure);
	if (byKey.size > MOST_KEYS) {
		const oldest = [...byKey].find(([other, { isIdle }]) => isIdle && other !== key);
		if (oldest) byKey.delete(oldest[0]);
	}
	return pressure;
}
