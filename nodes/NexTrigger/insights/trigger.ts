import { hash } from 'node:crypto';
import type { IDataObject, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../../shared/transport/credential';
import { readCredential } from '../../shared/transport/credential';
import type { Delivered } from '../delivery';
import { createDelivery } from '../delivery';
import type { DeliverySettings } from '../deliverySettings';
import { createMemory } from '../memory';
import type { Memory } from '../memory';
import { nameOf, replaceRunning, stateOf } from '../running';
import { createFeed } from './feed';
import type { InsightFilters } from './insight';
import { byTime, createdAt, identify, matcher } from './insight';
import type { InsightsAnswer } from './rest';
import { getInsights } from './rest';
import { isVerified, listen } from './stream';

/** What to do with the insights that are there already when a workflow is activated for the first time. */
export type History = { mode: 'skip' } | { mode: 'recent' } | { mode: 'since'; time: number };

export interface InsightSettings extends DeliverySettings {
	filters: InsightFilters;
	history: History;
}

/** The most recent insights that "recent" delivers: as many as Nex itself replays (API facts, 3.1). */
const RECENT = 20;

/** n8n repeats a failed activation four times within 15 seconds: a refused key is not tried again for that, in milliseconds. */
const REFUSAL_HOLDS = 20_000;

const refusals = new Map<string, { error: NodeApiError; until: number }>();

const isAboutKey = (error: unknown): error is NodeApiError => error instanceof NodeApiError && ['401', '403'].includes(error.httpCode ?? '');

/** Nobody watches an activation that n8n does by itself: what is wrong then is shown later, and tried again. */
const isUnattended = (context: ITriggerFunctions) => ['init', 'leadershipChange'].includes(context.getActivationMode());

/** Asks n8n's own HTTP helper first: its rules decide whether this server may be spoken to. `undefined` where it cannot be reached now. */
async function firstContact(context: ITriggerFunctions, credential: Credential): Promise<InsightsAnswer | undefined> {
	const name = hash('sha256', JSON.stringify(credential), 'base64url');
	const refusal = refusals.get(name);
	if (refusal && refusal.until > Date.now() && !isUnattended(context)) throw refusal.error;
	refusals.delete(name);
	return await getInsights(context, {}).catch((error: unknown) => {
		if (!isAboutKey(error) || isUnattended(context)) return undefined;
		refusals.set(name, { error, until: Date.now() + REFUSAL_HOLDS });
		throw error;
	});
}

/** Sets where a trigger begins that has never run. */
function begin(memory: Memory, answer: InsightsAnswer | undefined, history: History): void {
	const date = Date.parse(String(answer?.date));
	const now = Number.isNaN(date) ? Date.now() : date;
	const times = (answer?.insights ?? []).flatMap((insight) => createdAt(insight) ?? []).sort((a, b) => b - a);
	if (history.mode === 'since') {
		memory.watermark = memory.floor = history.time;
	} else if (history.mode === 'recent') {
		memory.watermark = memory.floor = times[Math.min(RECENT, times.length) - 1] ?? now;
	} else {
		answer?.insights.map(identify).forEach(memory.add);
		memory.floor = times.find((time) => time <= now) ?? now;
		memory.watermark = now;
	}
}

/**
 * Starts a trigger on insights and keeps it going whatever the network does.
 *
 * @throws NodeOperationError where the credential cannot be used; NodeApiError where Nex refuses the
 * key and somebody is there to see it. Everything else is tried again in the background.
 */
export async function startInsights(context: ITriggerFunctions, settings: InsightSettings): Promise<ITriggerResponse> {
	const name = nameOf(context);
	const { register, unregister } = replaceRunning(name);
	const state = stateOf(context);
	const credential = await readCredential(context);
	const saved = state.read(Date.now());
	const memory = createMemory(saved);
	const verified = isVerified(credential);
	const answer = saved && verified ? undefined : await firstContact(context, credential);
	if (!saved) begin(memory, answer, settings.history);

	const keyOf = (events: Delivered[]) => {
		const keys = events.map(({ identity }) => memory.keyOf(identity));
		return `${name}:${keys.length === 1 ? keys[0] : hash('sha256', keys.join(), 'base64url')}`;
	};
	const save = (started: string[]) => memory.save(Date.now(), feed.watermark, started);
	const delivery = createDelivery(
		context,
		{
			keyOf,
			onStart: () => state.write(save(feed.started)),
			onConfirmed: (events) => feed.onConfirmed(events),
			onDrained: () => {
				feed.onDrained();
				place.fill();
			},
			get signals() {
				return memory.signals;
			},
			set signals(told) {
				memory.signals = told;
			},
		},
		settings.delivery,
	);
	const feed = createFeed({ memory, delivery, matches: matcher(settings.filters), serverNow: () => place.serverNow() });
	const onProblem = (error: NodeApiError | NodeOperationError) => {
		if (typeof context.saveFailedExecution === 'function') context.saveFailedExecution(error);
		else context.logger.error(error.message);
	};
	const place = listen({ context, feed, onProblem }, credential, verified || answer !== undefined);
	state.write(save(feed.started));

	let closed = false;
	const trigger = {
		close() {
			if (closed) return;
			closed = true;
			place.leave();
			delivery.close();
			// What is in flight is in the hands of an n8n that lives on.
			feed.onConfirmed(delivery.started.flat());
			const last = save([]);
			state.remember(last);
			state.write(last);
			unregister(trigger);
		},
	};
	register(trigger);
	return { closeFunction: async () => trigger.close() };
}

/**
 * The most recent insight, for a test in the editor.
 *
 * @throws NodeOperationError where there is none; NodeApiError as any request to Nex
 */
export async function sampleInsight(context: ITriggerFunctions, { filters }: Pick<InsightSettings, 'filters'>): Promise<IDataObject> {
	const { insights } = await getInsights(context, {});
	const [newest] = insights
		.filter(matcher(filters))
		.map((insight) => ({ insight, identity: identify(insight) }))
		.sort((a, b) => byTime(b, a));
	if (newest) return newest.insight;
	throw insights.length === 0
		? new NodeOperationError(context.getNode(), 'Nex has no insight yet', { description: 'Nex derives insights from what it is told: add some context, such as an email or a note, wait a minute and test again.' })
		: new NodeOperationError(context.getNode(), `None of the ${insights.length} most recent insights passes the filters`, { description: 'Widen the filters to test, or activate the workflow and wait for one.' });
}
