import { setMaxListeners } from 'node:events';
import type { IDataObject, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { nexRequest } from '../../shared/transport/request';
import type { DeliverySettings } from '../delivery/settings';
import { startPolling } from '../polled';
import { isAboutKey, isUnattended, openSession } from '../session';
import type { readPollTimes } from '../schedule';
import type { Past } from '../workspace';
import type { TimelineEvent, TimelineFilters } from './event';
import { family, identify, inOrder, matcher, readEvents, timeOf, unfold } from './event';
import type { FollowOptions } from './follow';
import { createBeginnings } from './beginnings';
import { createFollow, Missing } from './follow';
import type { Asking, Watched } from './watch';
import { walk } from './walk';
import { createWatch } from './watch';

export interface TimelineSettings extends DeliverySettings {
	watched: Watched;
	filters: TimelineFilters;
	flatten: boolean;
	/** From when events are delivered the first time, in milliseconds; `undefined` from now on. */
	since: number | undefined;
	/** Cron expressions. */
	times: ReturnType<typeof readPollTimes>;
}

const SECOND = 1_000;
/** Events on the first page, which is all that a quiet record costs, and on those after it. */
const FIRST_PAGE = 20;
const PAGE = 100;
/** Milliseconds until a record that had no timeline is looked at again. */
const GONE = 10 * 60_000;
/** Records that a test in the editor looks at for an event. */
const RECORDS_TESTED = 20;

const CURSOR_REFUSED = ['400', '404', '410'];

type ReadPage = FollowOptions['read'];

/** Reads pages of timelines, and tells the server's clock as it goes. */
function createReader(context: ITriggerFunctions, onDate: (date: unknown) => void): ReadPage {
	return async (recordId, cursor, how) =>
		await nexRequest(context, {
			method: 'GET',
			path: `/v1/records/${encodeURIComponent(recordId)}/timeline`,
			query: { limit: cursor === undefined ? FIRST_PAGE : PAGE, cursor },
			scopes: ['record.read'],
			notFound: `There is no record ${recordId}`,
			...how,
		}).then(
			({ body, headers }) => {
				onDate(headers.date);
				const page = readEvents(body);
				// As the end of a timeline it would hide what comes behind it.
				if (!page)
					throw new NodeOperationError(context.getNode(), 'Nex did not answer with a timeline', {
						description: 'Check the Base URL of the credential. The trigger looks again at the next time.',
					});
				return page;
			},
			(error: unknown) => {
				const code = error instanceof NodeApiError ? (error.httpCode ?? '') : '';
				if (cursor !== undefined && CURSOR_REFUSED.includes(code)) return undefined;
				if (code === '404' || code === '400') throw new Missing(recordId);
				throw error;
			},
		);
}

const canRead =
	(read: ReadPage) =>
	async (id: string, asking: Asking): Promise<boolean> =>
		await read(id, undefined, { ...asking, once: true }).then(
			() => true,
			(error: unknown) => {
				if (error instanceof Missing) return false;
				throw error;
			},
		);

const noSuchRecords = (context: ITriggerFunctions, ids: string[]) =>
	new NodeOperationError(context.getNode(), `Nex has no timeline of ${ids.length} of the chosen records: ${ids.slice(0, 20).join(', ')}`, {
		description: 'Check the "Records" of the trigger. It looks again every ten minutes, and follows the others meanwhile.',
	});

/**
 * What stands in timelines since a moment, in milliseconds since 1970. Some that cannot be read are left out.
 *
 * @throws what `read` does, if Nex refuses the key or no timeline can be read
 */
async function readBack(read: ReadPage, ids: string[], since: number, asking: Asking): Promise<Past> {
	const past: Past = { identities: [], from: since };
	const errors: unknown[] = [];
	const readOne = async (id: string) => {
		const readPage = async (cursor: string | undefined) => await read(id, cursor, { ...asking, once: false });
		const isPast = (events: TimelineEvent[]) => events.every((event) => (timeOf(event) ?? -Infinity) < since);
		const { events, rest } = await walk(id, { read: readPage, isPast, isLate: () => false });
		const all = events.flatMap(family);
		past.identities.push(...all.map((event) => identify(id, event)).filter(({ time = -Infinity }) => time >= since));
		if (rest !== undefined) past.from = Math.max(past.from, ...all.flatMap((event) => timeOf(event) ?? []));
	};
	const readOneOrNone = async (id: string) =>
		await readOne(id).catch((error: unknown) => {
			if (isAboutKey(error)) throw error;
			if (!(error instanceof Missing)) errors.push(error);
		});
	for (let first = 0; first < ids.length; first += RECORDS_TESTED) {
		await Promise.all(ids.slice(first, first + RECORDS_TESTED).map(readOneOrNone));
	}
	if (errors.length > 0 && errors.length === ids.length) throw errors[0];
	return past;
}

/**
 * Starts a trigger on the timelines of records: n8n's scheduler says when to look.
 *
 * @throws NodeOperationError where the credential or the schedule cannot be used; NodeApiError where
 * Nex refuses the key and somebody is there to see it. Everything else is tried again at the next time.
 */
export async function startTimelines(
	context: ITriggerFunctions,
	{ watched, filters, flatten, since, times, delivery: options }: TimelineSettings,
): Promise<ITriggerResponse> {
	const closing = new AbortController();
	setMaxListeners(0, closing.signal);
	let clockOffset = 0;
	const session = openSession(context, 'timelineEvent', options, {
		onConfirmed: (identities) => follow.onConfirmed(identities),
		onDrained: () => follow.onDrained(),
		get watermark() {
			return follow.watermark;
		},
		get notes() {
			return { ...follow.behind, ...beginnings.notes(follow) };
		},
		stop() {
			closing.abort();
			follow.onDrained();
		},
	});
	const { memory } = session;
	let beginnings = createBeginnings(session.notes, watched, Date.now());
	const clock = (at = Date.now()) => at + Math.min(0, clockOffset);
	/** Records without a timeline, and when they are looked at again: the server may have been wrong. */
	const gone = new Map<string, number>();
	const read = createReader(context, (date) => {
		const server = Date.parse(String(date));
		// The header has whole seconds, and says the earliest it can be.
		if (!Number.isNaN(server)) clockOffset = server + SECOND - Date.now();
	});
	let watch = createWatch(context, watched, canRead(read));
	const isNew = session.isNew || memory.watermark === undefined;
	if (isNew && since !== undefined) [memory.watermark, memory.floor] = [since, since];

	const followFrom = (learns: boolean) =>
		createFollow({
			memory,
			delivery: session.delivery,
			filters,
			flatten,
			learns,
			behind: beginnings.behind,
			beginsAt: beginnings.beginsAt,
			read,
			clock,
			onMissing: (recordId) => gone.set(recordId, Date.now() + GONE),
		});
	let follow = followFrom(isNew && since === undefined);

	const look = async (credential: Credential): Promise<void> => {
		const asking = { credential, signal: closing.signal };
		const known = new Set(gone.keys());
		const isFirst = !follow.isWhole;
		const listed = await watch(asking);
		await follow.tick(
			listed.filter((id) => (gone.get(id) ?? 0) <= Date.now()),
			asking,
		);
		const lost = [...gone.keys()].filter((id) => !known.has(id));
		if (lost.length > 0 && watched.kind === 'records' && isFirst && !isUnattended(context)) session.show(noSuchRecords(context, lost));
		if (lost.length > 0)
			context.logger.warn(
				`Nex Trigger no longer watches ${lost.length} record(s), of which Nex has no timeline: ${lost.slice(0, 20).join(', ')}`,
			);
	};

	await startPolling(context, session, {
		times,
		look,
		async readBack(since, credential) {
			const asking = { credential, signal: closing.signal };
			// What is known of the members of a list may be about another workspace.
			return await readBack(read, await createWatch(context, watched, canRead(read))(asking), since, asking);
		},
		beginAnew() {
			beginnings = createBeginnings({}, watched, Date.now());
			gone.clear();
			watch = createWatch(context, watched, canRead(read));
			follow = followFrom(true);
		},
	});
	session.save();
	return session.response;
}

/**
 * The most recent event on a watched timeline, for a test in the editor.
 *
 * @throws NodeOperationError where there is none; NodeApiError where Nex refuses or cannot be reached
 */
export async function sampleEvent(
	context: ITriggerFunctions,
	{ watched, filters, flatten }: Pick<TimelineSettings, 'watched' | 'filters' | 'flatten'>,
): Promise<IDataObject> {
	const { signal } = new AbortController();
	const read = createReader(context, () => undefined);
	const matches = matcher(filters);
	const ids = await createWatch(context, watched, canRead(read))({ signal });
	for (const id of ids.slice(0, RECORDS_TESTED)) {
		const page = await read(id, undefined, { signal, once: false }).catch((error: unknown) => {
			if (error instanceof Missing) return undefined;
			throw error;
		});
		const newest = inOrder(page?.events ?? [])
			.flatMap((event) => unfold(id, event, { isNew: () => true, matches, flatten }))
			.at(-1);
		if (newest) return newest.event.json;
	}
	throw ids.length === 0
		? new NodeOperationError(context.getNode(), 'There is no record to watch', {
				description: 'Choose a record, or a list or an object type that has some.',
			})
		: new NodeOperationError(
				context.getNode(),
				`The timelines of the first ${Math.min(ids.length, RECORDS_TESTED)} records have no event that passes the filters`,
				{ description: 'Change one of the records in Nex and test again, or widen the filters.' },
			);
}
