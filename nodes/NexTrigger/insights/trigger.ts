import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { readCredential } from '../../shared/transport/credential';
import type { Memory } from '../memory';
import { createServerClock } from '../serverClock';
import type { Session, Source } from '../session';
import { isAboutKey, isUnattended } from '../session';
import { createInbox } from './inbox';
import type { Insight } from './insight';
import { byTime, createdAt, identify } from './insight';
import type { InsightsAnswer, Span } from './getInsights';
import { getInsights } from './getInsights';
import type { Past } from '../workspace';
import { nameOfCredential, recognize } from '../workspace';
import type { Listener } from './members';
import type { Subscription } from './stream';
import { isVerified, listen } from './stream';

/** What to do with the insights that are there already when a workflow is activated for the first time. */
export type History = { mode: 'skip' } | { mode: 'recent' } | { mode: 'since'; time: number };

export interface InsightSettings {
	/** The test that an insight has to pass to start the workflow. */
	matches: (insight: Insight) => boolean;
	history: History;
}

/** The most recent insights that "recent" delivers: as many as Nex itself replays (docs/api.md#stream). */
const RECENT = 20;

/** Milliseconds for the first contact; n8n gives an activation about 80 seconds. */
const CONTACT = 40_000;

/**
 * Asks n8n's own HTTP helper first: its rules decide whether this server may be spoken to.
 *
 * @returns nothing if it cannot be reached now, or refuses the key and nobody is there to see it: it is tried again then
 * @throws NodeApiError if it refuses the key and somebody is
 */
async function makeContact(context: ITriggerFunctions): Promise<InsightsAnswer | undefined> {
	return await getInsights(context, { signal: AbortSignal.timeout(CONTACT) }).catch((error: unknown) => {
		if (isAboutKey(error) && !isUnattended(context)) throw error;
		return undefined;
	});
}

/**
 * Sets what a trigger that has never run takes for history. What dates insights may be another clock than the server's or
 * this machine's, so the insights that are there already decide wherever there are any.
 *
 * @returns where it begins to read, in milliseconds since 1970
 */
function begin(memory: Memory, answer: InsightsAnswer | undefined, history: History): number {
	if (history.mode === 'since') return (memory.floor = history.time);
	if (!answer) return (memory.floor = Date.now());
	const clock = createServerClock();
	clock.onDate(answer.date);
	const times = answer.insights.flatMap((insight) => createdAt(insight) ?? []).sort((a, b) => b - a);
	if (history.mode === 'recent') {
		memory.floor = times[Math.min(RECENT, times.length) - 1];
	} else {
		answer.insights.map(identify).forEach(memory.add);
		memory.floor = times.find((time) => time <= clock.at()) ?? times.at(-1);
	}
	// If there is none, everything that comes is new, whatever its date.
	return memory.floor ?? 0;
}

/** What REST has of the moments of the last insights that are remembered. */
async function readBack(moments: number[], ask: (span: Span) => Promise<InsightsAnswer>): Promise<Past> {
	const past: Past = { identities: [], from: -Infinity };
	for (const from of moments) past.identities.push(...(await ask({ from, to: from + 1 })).insights.map(identify));
	return past;
}

/**
 * The insights of a key as a source of events, which goes on whatever the network does.
 *
 * @returns a source whose `begin` throws NodeOperationError if the credential cannot be used; NodeApiError if Nex refuses the
 * key and somebody is there to see it. Everything else is tried again in the background.
 */
export function insightSource(context: ITriggerFunctions, { matches, history }: InsightSettings, session: Session): Source {
	const { memory, delivery } = session;
	let subscription: Subscription | undefined;
	if (!session.isNew) memory.position ??= memory.floor ?? session.writtenAt;
	const inbox = createInbox({
		memory,
		delivery,
		matches,
		clock: () => subscription?.clock() ?? Date.now(),
		notes: session.notes,
		stored: session.backlog,
		onWanting: () => subscription?.ask(),
	});
	const listener: Listener = {
		context,
		inbox,
		session,
		async recognize(shown, signal) {
			const ask = async (span: Span) => await getInsights(context, { span, signal, credential: shown });
			await recognize(session, shown, {
				readBack: async (moments) => await readBack(moments, ask),
				async beginAnew() {
					const answer = await ask(undefined);
					if (session.isClosed) return;
					memory.beginAnew(Date.now());
					inbox.beginAt(begin(memory, answer, { mode: 'skip' }));
				},
			});
		},
	};
	return Object.assign(inbox, {
		async begin() {
			const credential = await readCredential(context);
			const answer = !session.isNew && isVerified(credential) ? undefined : await makeContact(context);
			if (session.isNew) inbox.beginAt(begin(memory, answer, history));
			// Before any state is written it is known whose it is about.
			session.credential ??= nameOfCredential(credential);
			if (!session.isClosed) subscription = listen(listener, credential, answer);
		},
		stop: () => subscription?.leave(),
	});
}

/**
 * The most recent insight, for a test in the editor.
 *
 * @throws NodeOperationError if there is none; NodeApiError if Nex refuses or cannot be reached
 */
export async function sampleInsight(context: ITriggerFunctions, { matches }: Pick<InsightSettings, 'matches'>): Promise<IDataObject> {
	const { insights } = await getInsights(context, {});
	const [newest] = insights
		.filter(matches)
		.map((insight) => ({ insight, identity: identify(insight) }))
		.sort((a, b) => byTime(b, a));
	if (newest) return newest.insight;
	throw insights.length === 0
		? new NodeOperationError(context.getNode(), 'Nex has no insight yet', {
				description:
					'Nex derives insights from what it is told: add some context, such as an email or a note, wait a minute and test again.',
			})
		: new NodeOperationError(context.getNode(), `None of the ${insights.length} most recent insights passes the filters`, {
				description: 'Widen the filters to test, or publish the workflow and wait for one.',
			});
}
