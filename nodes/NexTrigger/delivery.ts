import type { IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';
import type { Identity } from './identity';
import { isSame } from './identity';

/** An event on its way into a workflow. */
export interface Delivered {
	identity: Identity;
	/** What the workflow gets. */
	json: IDataObject;
	/** Events of one lane are delivered one after the other. */
	lane?: string;
}

export interface DeliveryOptions {
	/** Workflows that may run at once. */
	window: number;
	/** Events for one execution. */
	batchSize: number;
	/** Milliseconds an event waits for others to fill its batch. */
	batchWait: number;
	/** Milliseconds after which a workflow that has not been seen to end no longer holds back the next. */
	patience: number;
	/** What was not seen to end before the process did is begun again, also if n8n has an execution of it that crashed. */
	beginsAgain?: boolean;
}

/** What delivery asks of the trigger it works for. */
export interface DeliveryHost {
	/**
	 * A key that stands for these events among all executions of this n8n.
	 *
	 * @param isAgain for an execution of its own beside the one that was cut off
	 */
	keyOf(identities: Identity[], isAgain: boolean): string;
	/** Called before events are handed to n8n, which stores the trigger's state while it takes them. */
	onStart(): void;
	/** n8n has these events. */
	onConfirmed(identities: Identity[]): void;
	/** There is room for more, and nothing waits. */
	onDrained(): void;
	/** n8n has told before that an execution had ended. */
	signals: boolean;
	/** Executions that the process before this one had begun, and whose fate is not known. */
	readonly unconfirmed: Identity[][];
}

/** What n8n settles when an execution has ended. */
type EndSignal = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

/** An event of an execution that was begun before, and what came of it since. */
interface Interrupted {
	identity: Identity;
	event: Delivered | undefined;
}

/** An event in the queue, and since when, in milliseconds. */
interface Waiting extends Delivered {
	since: number;
}

/** One execution that n8n was asked for. */
interface Start {
	events: Delivered[];
	/** What it stands for; more than its events where some of an interrupted execution are gone. */
	identities: Identity[];
	/** The same as text, as it is stored. */
	text: string;
	tries: number;
	/** The process before this one had begun it. */
	isAgain: boolean;
	/** When it no longer counts, or is asked for again, in milliseconds since 1970. */
	due: number;
	/** n8n could not start it. */
	isRefused: boolean;
}

/** What is to go together. */
type Begun = Pick<Start, 'events' | 'identities' | 'isAgain'>;

export interface Delivery {
	/** Queues an event. False where the queue is full: the event must be offered again later. */
	offer(event: Delivered): boolean;
	/** What was handed to n8n, by this process or the one before, and is not yet confirmed: one text per execution. */
	readonly started: string[];
	/** What was handed to n8n by this process and is not yet confirmed. */
	readonly inFlight: Identity[];
	/** All that has been offered and is not yet confirmed. */
	readonly held: Identity[];
	/** The same as "started", without what is in flight. */
	readonly begun: string[];
	/** The oldest time among what has been offered and is not yet confirmed, in milliseconds. */
	readonly oldest: number;
	/** The oldest time in executions that the process before this one had begun and that have not come again. */
	readonly oldestBegun: number;
	/** Nothing waits and nothing is in flight. */
	readonly idle: boolean;
	/** True for an event of an execution that the process before this one had begun: it goes into that again. */
	wasBegun(identity: Identity): boolean;
	/** Nothing more of such executions will come: what has come goes. */
	resumeRest(): void;
	/** Nothing is emitted after this. */
	close(): void;
}

/** Events that may wait; what does not fit is fetched again when there is room. */
const LONGEST_QUEUE = 500;
/** A queue that was full asks for more once it is this short. */
const REFILL_AT = 100;
/** Milliseconds before an execution that n8n could not start is asked for again. */
const RETRY = 5_000;
/** Milliseconds to wait for a host that has never told the end of an execution. */
const UNKNOWN_HOST = 60_000;
/** The same, once it has been silent for two windows of executions. */
const SILENT_HOST = 5_000;

/** n8n settles a signal by its two functions and does not look at its promise. */
const NEVER: EndSignal['promise'] = new Promise(() => undefined);

const toText = (identities: Identity[]) => {
	let text = '';
	for (const identity of identities) text += identity.text;
	return text;
};

const nameOf = (error: unknown) => (error instanceof Error ? `${error.name} ${error.constructor.name}` : '');

/** True where an execution did start, though n8n has no result of it: somebody stopped it, or it is already over. */
const hadStarted = (error: unknown) => /Cancelled|ExecutionNotFound/.test(nameOf(error));

/** True where n8n refuses to tell when an execution ends, as its engine 2.0 does. */
const cannotWait = (error: unknown) => /UserError/.test(nameOf(error));

/**
 * Hands events to n8n: oldest first, at most `window` executions at once, the next event of a lane
 * only after the one before. n8n neither keeps the order of emits nor bounds what runs at once, so
 * both are kept here. An execution counts until n8n says it has ended, or for `patience`, because
 * some hosts never say so (n8n issue 19877) and the new engine refuses to be asked.
 */
export function createDelivery(context: Pick<ITriggerFunctions, 'emit'>, host: DeliveryHost, options: DeliveryOptions): Delivery {
	const queue: Waiting[] = [];
	const resumed: Begun[] = [];
	/** Executions begun before: under the same key n8n knows them, so the same events must go together. */
	let interrupted = host.unconfirmed.map((identities) => identities.map((identity): Interrupted => ({ identity, event: undefined })));
	/** Few at a time, so a list: a Set that events pass through keeps them alive past their end (V8 chains its outgrown tables). */
	const running: Start[] = [];
	let oldest = Infinity;
	let closed = false;
	let wasFull = false;
	let unanswered = 0;
	let askForEnd = true;
	let isPumpDue = false;
	let batchTimer: NodeJS.Timeout | undefined;
	let sweepTimer: NodeJS.Timeout | undefined;
	let sweepAt = Infinity;

	const patience = () => {
		if (host.signals && askForEnd) return options.patience;
		return Math.min(options.patience, unanswered >= 2 * options.window || !askForEnd ? SILENT_HOST : UNKNOWN_HOST);
	};

	/** One timer for all that is in flight, for the earliest of their times. */
	const sweep = () => {
		sweepAt = Infinity;
		const now = Date.now();
		for (const start of [...running]) {
			if (start.due > now) arm(start.due);
			else if (start.isRefused) emit([start]);
			else finish(start, false);
		}
	};

	const arm = (due: number) => {
		if (closed || due >= sweepAt) return;
		clearTimeout(sweepTimer);
		sweepAt = due;
		sweepTimer = setTimeout(sweep, Math.max(0, due - Date.now())).unref();
	};

	const waitFor = (start: Start, milliseconds: number) => {
		start.due = Date.now() + milliseconds;
		arm(start.due);
	};

	/** This host does tell when an execution ends, be it after it was given up: what runs is waited for. */
	const tells = () => {
		if (host.signals) return;
		host.signals = true;
		for (const start of running) if (!start.isRefused) waitFor(start, patience());
	};

	const finish = (start: Start, answered: boolean) => {
		const place = running.indexOf(start);
		if (place === -1) return;
		running.splice(place, 1);
		if (answered) tells();
		else unanswered++;
		if (closed) return;
		host.onConfirmed(start.identities);
		pumpSoon();
	};

	const refuse = (start: Start, error: unknown) => {
		if (hadStarted(error)) return finish(start, true);
		if ((start.tries > 1 && !host.signals) || cannotWait(error)) askForEnd = false;
		start.isRefused = true;
		waitFor(start, cannotWait(error) ? 0 : RETRY);
	};

	const hand = (start: Start, place: number) => {
		const attempt = ++start.tries;
		// An answer to a try that was given up is no answer to the next.
		const isOpen = () => attempt === start.tries && !start.isRefused && running.includes(start);
		start.isRefused = false;
		waitFor(start, patience());
		const done = askForEnd
			? {
					promise: NEVER,
					resolve: () => (isOpen() ? finish(start, true) : tells()),
					reject: (error: unknown) => isOpen() && refuse(start, error),
				}
			: undefined;
		const items: INodeExecutionData[] = [];
		for (const { json } of start.events) items.push({ json });
		try {
			// The state names all that are handed over together, so it is made once.
			if (place === 0) host.onStart();
			context.emit([items], undefined, done, host.keyOf(start.identities, start.isAgain && options.beginsAgain === true));
		} catch (error) {
			refuse(start, error);
		}
	};

	const emit = (starts: Start[]) => starts.forEach(hand);

	const begin = ({ events, identities, isAgain }: Begun): Start => {
		const start = { events, identities, isAgain, text: toText(identities), tries: 0, due: Infinity, isRefused: false };
		running.push(start);
		return start;
	};

	const isFree = ({ lane }: Delivered) => lane === undefined || !running.some(({ events }) => events.some((event) => event.lane === lane));

	/** The event that waits longest, of those whose lane is free. */
	const takeOne = (): Begun | undefined => {
		const index = queue.findIndex(isFree);
		const [event] = index === -1 ? [] : queue.splice(index, 1);
		return event && { events: [event], identities: [event.identity], isAgain: false };
	};

	/** The next events to go together: those that wait longest, none of a lane that is busy. */
	const take = (): Begun | undefined => {
		const again = resumed.shift();
		if (again) return again;
		if (options.batchSize === 1) return takeOne();
		const ready: number[] = [];
		for (let index = 0; index < queue.length && ready.length < options.batchSize; index++) {
			const waiting = queue[index];
			if (waiting && isFree(waiting)) ready.push(index);
		}
		const [first] = ready;
		if (first === undefined) return undefined;
		if (ready.length < options.batchSize) {
			const waiting = queue[first];
			// A clock that was set back must not lengthen the wait.
			if (waiting) waiting.since = Math.min(waiting.since, Date.now());
			const ripe = (waiting?.since ?? 0) + options.batchWait - Date.now();
			if (ripe > 0) {
				clearTimeout(batchTimer);
				batchTimer = setTimeout(pump, ripe).unref();
				return undefined;
			}
		}
		// From the back, so that the places of the others stay.
		const events = ready
			.reverse()
			.flatMap((index) => queue.splice(index, 1))
			.reverse();
		return { events, identities: events.map(({ identity }) => identity), isAgain: false };
	};

	const pump = () => {
		if (closed) return;
		const starts: Start[] = [];
		while (running.length < options.window) {
			const next = take();
			if (!next) break;
			starts.push(begin(next));
		}
		emit(starts);
		if (running.length === 0 && queue.length === 0 && resumed.length === 0) oldest = Infinity;
		if (wasFull && queue.length <= REFILL_AT) {
			wasFull = false;
			host.onDrained();
		}
	};

	/** Executions that end together are followed together: the state is then made once for all that follow. */
	const pumpSoon = () => {
		if (isPumpDue) return;
		isPumpDue = true;
		void Promise.resolve().then(() => {
			isPumpDue = false;
			pump();
		});
	};

	const resume = (group: Interrupted[]) => {
		interrupted = interrupted.filter((one) => one !== group);
		const events = group.flatMap(({ event }) => event ?? []);
		if (events.length > 0) resumed.push({ events, identities: group.map(({ identity }) => identity), isAgain: true });
	};

	const begun = () =>
		resumed.length + interrupted.length === 0
			? []
			: [...resumed.map(({ identities }) => identities), ...interrupted.map((group) => group.map(({ identity }) => identity))].map(toText);

	const oldestBegun = () =>
		interrupted.length === 0 ? Infinity : Math.min(...interrupted.flat().map(({ identity }) => identity.time ?? Infinity));

	const groupOf = (identity: Identity) => interrupted.find((group) => group.some((one) => isSame(one.identity, identity)));

	return {
		offer(event) {
			if (closed) return false;
			const group = groupOf(event.identity);
			const place = group?.find(({ identity }) => isSame(identity, event.identity));
			if (group && place) {
				place.event ??= event;
				if (group.every(({ event: found }) => found)) resume(group);
				pump();
				return true;
			}
			if (queue.length >= LONGEST_QUEUE) {
				wasFull = true;
				return false;
			}
			const { identity, json, lane } = event;
			const { time = Infinity } = identity;
			oldest = Math.min(oldest, time);
			const waiting = { identity, json, lane, since: Date.now() };
			if (time < (queue[0]?.identity.time ?? -Infinity)) queue.unshift(waiting);
			else queue.push(waiting);
			// It waits for the one before it in its lane, which brings it on its way.
			if (isFree(event)) pump();
			return true;
		},
		wasBegun: (identity) => groupOf(identity) !== undefined,
		resumeRest() {
			interrupted.forEach(resume);
			pump();
		},
		get inFlight() {
			return running.filter(({ isRefused }) => !isRefused).flatMap(({ identities }) => identities);
		},
		get held() {
			const found = interrupted.flat().filter(({ event }) => event);
			return [...running, ...resumed].flatMap(({ identities }) => identities).concat([...queue, ...found].map(({ identity }) => identity));
		},
		get started() {
			const texts = begun();
			for (const { text } of running) texts.push(text);
			return texts;
		},
		get begun() {
			return [...begun(), ...running.filter(({ isRefused }) => isRefused).map(({ text }) => text)];
		},
		get oldest() {
			return Math.min(oldest, oldestBegun());
		},
		get oldestBegun() {
			return oldestBegun();
		},
		get idle() {
			return running.length === 0 && queue.length === 0 && resumed.length === 0;
		},
		close() {
			closed = true;
			clearTimeout(batchTimer);
			clearTimeout(sweepTimer);
		},
	};
}
