import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import type { PolledSource, Polling } from '../polled';
import type { PollTimes } from '../schedule';
import type { Session } from '../session';
import { isUnattended } from '../session';
import { createBeginnings } from './beginnings';
import type { TimelineEvent, UnfoldOptions } from './event';
import { timeOf } from './event';
import { readBack } from './past';
import { createReader } from './reader';
import { createTimelines } from './timelines';
import type { Watched } from './watch';
import { createWatch } from './watch';

export interface TimelineSettings extends Omit<UnfoldOptions, 'isNew'> {
	times: PollTimes;
	watched: Watched;
	/** From when events are delivered the first time, in milliseconds; `undefined` from now on. */
	since: number | undefined;
}

/** Records of which a failed execution tells that their timelines cannot be read to the end. */
const MOST_TOLD = 20;

const noSuchRecords = (context: ITriggerFunctions, ids: string[]) =>
	new NodeOperationError(context.getNode(), `Nex has no timeline of ${ids.length} of the chosen records: ${ids.slice(0, 20).join(', ')}`, {
		description: 'Check the "Records" of the trigger. It looks again every ten minutes, and follows the others meanwhile.',
	});

const cutOff = (context: ITriggerFunctions, recordId: string) =>
	new NodeOperationError(context.getNode(), `Nex refuses to go on with the timeline of record ${recordId}`, {
		description: 'Older events of it than the newest may not have started the workflow. Look at its timeline in Nex.',
	});

/** The timelines of records as a source of events. */
export function timelineSource(
	context: ITriggerFunctions,
	settings: TimelineSettings,
	{ session, clock, handOver, signal }: Polling,
): PolledSource {
	const { watched, flatten, since } = settings;
	// Until then, what was not on a first page before is no news.
	const isToCome = since !== undefined && since > Date.now();
	const matches = (event: TimelineEvent) => settings.matches(event) && (!isToCome || (timeOf(event) ?? since) >= since);
	const { memory, delivery } = session;
	const read = createReader(context, clock.onDate);
	/** Records of which it was told that their timelines cannot be read to the end. */
	const cutOffs = new Set<string>();
	const isNew = session.isNew || memory.position === undefined;
	if (isNew && since !== undefined) [memory.position, memory.floor] = [since, since];

	const readFrom = (notes: Session['notes'], learns: boolean) =>
		createTimelines({
			memory,
			delivery,
			handOver,
			clock,
			matches,
			flatten,
			learns,
			beginnings: createBeginnings(notes, watched, Date.now()),
			read,
			onCutOff(recordId) {
				if (cutOffs.has(recordId) || cutOffs.size === MOST_TOLD) return;
				cutOffs.add(recordId);
				session.show(cutOff(context, recordId));
			},
		});
	let timelines = readFrom(session.notes, isNew && since === undefined);
	let watch = createWatch(context, watched, read);

	const tellOf = (lost: string[], isFirst: boolean) => {
		if (lost.length === 0) return;
		if (watched.kind === 'records' && isFirst && !isUnattended(context)) session.show(noSuchRecords(context, lost));
		context.logger.warn(
			`Nex Trigger no longer watches ${lost.length} record(s), of which Nex has no timeline: ${lost.slice(0, 20).join(', ')}`,
		);
	};

	return {
		learningSince: () => timelines.learningSince(),
		notes: () => timelines.notes(),
		async look(credential: Credential) {
			const isFirst = !timelines.isWhole;
			const listed = await watch({ credential, signal });
			tellOf(await timelines.tick(listed, { credential, signal }), isFirst);
		},
		async readBack(moment, credential) {
			const asking = { credential, signal };
			// What is known of the members of a list may be about another workspace.
			return await readBack(read, await createWatch(context, watched, read)(asking), moment, asking);
		},
		beginAnew() {
			watch = createWatch(context, watched, read);
			timelines = readFrom({}, true);
		},
	};
}
