import type { ITriggerFunctions } from 'n8n-workflow';
import type { Identity } from '../identity';
import { createAlarm } from './alarm';
import { takeBatch } from './batch';
import { createEndSignals } from './endSignals';
import type { Batch, Delivered } from './event';
import { oldestOf } from './event';
import type { Execution } from './executions';
import { createExecutions } from './executions';
import { createInterrupted } from './interrupted';
import type { Offered } from './queue';
import { createQueue } from './queue';
import { createRunner } from './runner';

export type { Delivered } from './event';

export interface DeliveryOptions {
	/** Workflows that may run at once. */
	concurrency: number;
	/** Events for one execution. */
	batchSize: number;
	/** Milliseconds an event waits for others to fill its batch. */
	batchWait: number;
	/** Milliseconds after which a workflow that has not been seen to end no longer holds back the next. */
	longestRun: number;
	/** What was not seen to end before the process did is begun again, also if n8n has an execution of it that crashed. */
	beginsAgain?: boolean;
}

/** What delivery asks of the trigger it works for. */
export interface DeliveryHost {
	/** A key that stands for an execution among all of this n8n. */
	keyOf(execution: Execution): string;
	/** Its text in the stored state. */
	textOf(identities: Identity[]): string;
	/** Called before events are handed to n8n, which stores the trigger's state while it takes them. */
	onStart(): void;
	/** n8n has these events. */
	onConfirmed(identities: Identity[]): void;
	/** Something was refused for which there is room now. */
	onDrained(): void;
	/** n8n has told before that an execution had ended. */
	signals: boolean;
	/** Executions that the process before this one had begun, and whose fate is not known: the text of each. */
	readonly unconfirmed: string[];
}

export interface Delivery {
	/** Queues an event. What is not taken must be offered again later; `onDrained` tells when. */
	offer(event: Delivered): Offered;
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
	/** True for an event of an execution that the process before this one had begun: it goes into that again. */
	wasBegun(identity: Identity): boolean;
	/** Nothing more of such executions will come: what has come goes. */
	resumeRest(): void;
	/** Nothing is emitted after this. */
	close(): void;
}

const identitiesOf = (batches: readonly Batch[]): Identity[] => batches.flatMap(({ identities }) => identities);

/**
 * Hands events to n8n: oldest first, so many executions at once, the next event of a subject only after the one before.
 * n8n neither keeps the order of emits nor bounds what runs at once, so both are kept here. An execution counts until n8n
 * says it has ended, or for the longest run.
 */
export function createDelivery(context: Pick<ITriggerFunctions, 'emit'>, host: DeliveryHost, options: DeliveryOptions): Delivery {
	const queue = createQueue();
	const executions = createExecutions();
	const interrupted = createInterrupted(host.unconfirmed);
	const resumed: Batch[] = [];
	let isClosed = false;
	let isPumpDue = false;
	const textOf = ({ stored, identities }: Batch) => stored ?? host.textOf(identities);

	const runner = createRunner({
		context,
		executions,
		signals: createEndSignals(host, options),
		keyOf: host.keyOf,
		onStart: () => host.onStart(),
		onEnded(identities) {
			host.onConfirmed(identities);
			pumpSoon();
		},
	});

	const pump = () => {
		if (isClosed) return;
		const begun: Execution[] = [];
		while (executions.all.length < options.concurrency) {
			const batch = resumed.shift() ?? takeBatch(queue, executions.holdsBack, options, Date.now());
			if (typeof batch === 'number') {
				batchAlarm.setFor(batch);
				break;
			}
			begun.push(executions.begin(batch, textOf(batch)));
		}
		runner.hand(begun);
		if (queue.hasRoomAgain()) host.onDrained();
	};
	const batchAlarm = createAlarm(pump);

	/** Executions that end together are followed together: the state is then made once for all that follow. */
	const pumpSoon = () => {
		if (isPumpDue) return;
		isPumpDue = true;
		void Promise.resolve().then(() => {
			isPumpDue = false;
			pump();
		});
	};

	const resume = (batches: Batch[]) => {
		resumed.push(...batches);
		pump();
	};

	const begunTexts = () => [...resumed.map(textOf), ...interrupted.texts];

	return {
		offer(event) {
			if (isClosed) return 'full';
			if (interrupted.has(event.identity)) {
				const whole = interrupted.add(event);
				if (whole) resume([whole]);
				return 'taken';
			}
			const offered = queue.add(event, Date.now());
			// It waits for the one before it of its subject, which brings it on its way.
			if (offered === 'taken' && !executions.holdsBack(event)) pump();
			return offered;
		},
		wasBegun: interrupted.has,
		resumeRest: () => resume(interrupted.takeRest()),
		get inFlight() {
			return identitiesOf(executions.all.filter(({ isRefused }) => !isRefused));
		},
		get held() {
			const waiting = queue.all.map(({ event }) => event.identity);
			return [...identitiesOf(executions.all), ...identitiesOf(resumed), ...waiting, ...interrupted.held];
		},
		get started() {
			const texts = begunTexts();
			for (const { text } of executions.all) texts.push(text);
			return texts;
		},
		get begun() {
			return [...begunTexts(), ...executions.all.filter(({ isRefused }) => isRefused).map(({ text }) => text)];
		},
		get oldest() {
			return Math.min(queue.oldest, executions.oldest, oldestOf(identitiesOf(resumed)), interrupted.oldest);
		},
		get oldestBegun() {
			return interrupted.oldest;
		},
		close() {
			isClosed = true;
			batchAlarm.stop();
			runner.stop();
		},
	};
}
