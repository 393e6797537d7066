import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Delivery, DeliveryOptions } from './delivery';
import { createDelivery } from './delivery';
import { createAlarm } from './delivery/alarm';
import { keyOf, textOf } from './executionKey';
import type { Identity } from './identity';
import type { Memory, SavedMemory } from './memory';
import { createMemory } from './memory';
import { createResumption } from './resumption';
import { makeRoom, nameOfTrigger, running, stateOf } from './running';

/** Milliseconds until what is confirmed is in the state that n8n will store. */
const CONFIRMED_WITHIN = 1_000;

/** Something only a person can put right, or one event that could not be read. */
type Problem = NodeApiError | NodeOperationError;

/** True if Nex refuses the key, or what it may do: only a person can put that right. */
export const isAboutKey = (error: unknown): error is NodeApiError =>
	error instanceof NodeApiError && ['401', '403'].includes(error.httpCode ?? '');

/** Nobody watches an activation that n8n does by itself: what is wrong then is shown as a failed execution, and tried again. */
export const isUnattended = (context: ITriggerFunctions): boolean => ['init', 'leadershipChange'].includes(context.getActivationMode());

/** What a source of events does at the events of its delivery. */
export interface Source {
	/** Begins to ask Nex; if it rejects, what is stored stays as it was. */
	begin(): Promise<void>;
	/** n8n has these. */
	onConfirmed(identities: Identity[]): void;
	/** Delivery has room again. */
	onDrained(): void;
	/** Up to here nothing is missing but what is with delivery, in milliseconds. */
	position(): number | undefined;
	/** What events with delivery stand for, if that is more than the events. */
	held?(): Identity[];
	/** What else is to be stored. */
	notes?(): SavedMemory['notes'];
	/** What was let go of single subjects, to be stored too. */
	backlog?(): string[];
	/** Asks Nex for what is new, if it is asked at times. */
	onTime?(): void;
	/** Stops asking Nex. */
	stop(): void;
}

/** A trigger at work: what it remembers, and the way its events take into the workflow. */
export interface Session {
	memory: Memory;
	/** It has never run before. */
	isNew: boolean;
	/** What the source stored besides. */
	notes: SavedMemory['notes'];
	/** What was let go of single subjects. */
	backlog: string[];
	/** The name of the credential whose events are remembered; `undefined` if that is not known yet. */
	credential: string | undefined;
	/** When what is known was last given to n8n, in milliseconds since 1970. */
	readonly writtenAt: number;
	delivery: Delivery;
	/** Shows a problem as one failed execution; the trigger goes on. */
	show(problem: Problem): void;
	readonly isClosed: boolean;
}

function show(problem: Problem, context: ITriggerFunctions): void {
	// Older hosts cannot show a failed execution without closing the node.
	if (typeof context.saveFailedExecution === 'function') context.saveFailedExecution(problem);
	else context.logger.error(problem.message);
}

/** All that is stored. It is made at every event: to spread its parts into it would cost more than all else. */
function stateToStore(
	kind: string,
	at: number,
	{ memory, delivery: { oldest }, credential }: Session,
	source: Source,
	{ started, again }: Pick<SavedMemory, 'started' | 'again'>,
): SavedMemory {
	const position = source.position();
	const { floor, seen, keysByWords, signals, anew, waiting } = memory.save(oldest);
	return {
		v: 1,
		kind,
		credential,
		anew,
		at,
		position: position === undefined ? null : Math.min(position, oldest),
		floor,
		seen,
		started,
		again,
		keysByWords,
		waiting,
		signals,
		backlog: source.backlog?.(),
		notes: source.notes?.() ?? {},
	};
}

/**
 * Sets a trigger to work, whatever its events. A trigger of the same node that still runs is closed first, and what it knew
 * is taken over.
 *
 * @param kind the events it is for: a node that is set to others begins anew
 * @throws what the source does when it begins
 */
export async function startSession(
	context: ITriggerFunctions,
	kind: string,
	options: DeliveryOptions,
	createSource: (session: Session) => Source,
): Promise<ITriggerResponse> {
	const name = nameOfTrigger(context);
	makeRoom(context);
	const state = stateOf(context);
	const stored = state.read(Date.now());
	const saved = stored?.kind === kind ? stored : undefined;
	/** Nothing is, as long as the state of before is read. */
	let withDelivery = (): Identity[] => [];
	const memory = createMemory(saved, () => withDelivery());
	const resumption = createResumption(saved, options.beginsAgain === true);
	resumption.settled.forEach(memory.add);
	let isClosed = false;
	const openedAt = Date.now();
	let savedAt = stored?.at ?? 0;

	const toSave = (started: string[], now = Date.now()): SavedMemory => {
		// The newer of two states counts, also after the clock was set back.
		savedAt = Math.max(now, savedAt + 1);
		return stateToStore(
			kind,
			savedAt,
			session,
			source,
			resumption.divide(started, () => delivery.begun),
		);
	};
	const save = (now?: number) => state.write(toSave(delivery.started, now));
	/** So that whatever makes n8n store the workflow's data next, such as a sibling's event, stores what is confirmed too. */
	const saving = createAlarm(save);
	const delivery = createDelivery(
		context,
		{
			keyOf: ({ identities, text, stored: begunBefore }) =>
				`${name}:${keyOf(identities, text, memory)}${begunBefore === undefined ? '' : resumption.mark}`,
			textOf: (identities) => textOf(identities, memory),
			onStart: save,
			onConfirmed(identities) {
				source.onConfirmed(identities);
				if (!isClosed) saving.setWithin(CONFIRMED_WITHIN);
			},
			onDrained: () => source.onDrained(),
			memory,
			unconfirmed: resumption.unconfirmed,
		},
		options,
	);
	const session: Session = {
		memory,
		isNew: saved === undefined,
		notes: saved?.notes ?? {},
		backlog: saved?.backlog ?? [],
		credential: typeof saved?.credential === 'string' ? saved.credential : undefined,
		get writtenAt() {
			return saved ? savedAt : openedAt;
		},
		delivery,
		show: (problem) => show(problem, context),
		get isClosed() {
			return isClosed;
		},
	};
	const source = createSource(session);
	withDelivery = () => source.held?.() ?? delivery.held;

	const stop = () => {
		isClosed = true;
		saving.stop();
		source.stop();
		delivery.close();
		if (running.get(name) === trigger) running.delete(name);
	};
	const trigger = {
		node: context.getNode().name,
		close() {
			if (isClosed) return;
			stop();
			// What is in flight is in the hands of an n8n that lives on.
			source.onConfirmed(delivery.inFlight);
			state.leave(toSave(delivery.begun));
		},
		onTime: () => source.onTime?.(),
	};
	running.set(name, trigger);
	await source.begin().catch((error: unknown) => {
		stop();
		throw error;
	});
	if (!isClosed) save();
	return { closeFunction: async () => trigger.close() };
}
