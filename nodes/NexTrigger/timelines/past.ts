import { isAboutKey } from '../session';
import type { Past } from '../workspace';
import type { TimelineEvent } from './event';
import { family, identify, timeOf } from './event';
import type { ReadPage } from './look';
import { Missing } from './look';
import type { WatchRequest } from './watch';
import { walk } from './walk';

/** Records that are read at once. */
const AT_ONCE = 20;
/** Pages read of one timeline: the first, and five thousand events. */
const MOST_PAGES = 51;

/**
 * What stands in timelines since a moment, in milliseconds since 1970. Some that cannot be read are left out.
 *
 * @throws what `read` does, if Nex refuses the key or no timeline can be read
 */
export async function readBack(read: ReadPage, ids: string[], since: number, asking: WatchRequest): Promise<Past> {
	const past: Past = { identities: [], from: since };
	const errors: unknown[] = [];
	const readOne = async (id: string) => {
		const readPage = async (cursor: string | undefined) => await read(id, cursor, { ...asking, once: false });
		const isPast = (events: TimelineEvent[]) => events.every((event) => (timeOf(event) ?? -Infinity) < since);
		const { events, isPart } = await walk(id, { read: readPage, isPast, mostPages: MOST_PAGES });
		const all = events.flatMap(family);
		past.identities.push(...all.map((event) => identify(id, event)).filter(({ time = -Infinity }) => time >= since));
		if (isPart) past.from = Math.max(past.from, ...all.flatMap((event) => timeOf(event) ?? []));
	};
	const readOneOrNone = async (id: string) =>
		await readOne(id).catch((error: unknown) => {
			if (isAboutKey(error)) throw error;
			if (!(error instanceof Missing)) errors.push(error);
		});
	for (let first = 0; first < ids.length; first += AT_ONCE) {
		await Promise.all(ids.slice(first, first + AT_ONCE).map(readOneOrNone));
	}
	if (errors.length > 0 && errors.length === ids.length) throw errors[0];
	return past;
}
