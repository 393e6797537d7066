import type { ITriggerFunctions } from 'n8n-workflow';
import type { Identity } from '../identity';
import type { Memory } from '../memory';
import { createAlarm } from './alarm';
import { createEndSignals } from './endSignals';
import type { Delivered } from './event';
import type { Execution } from './executions';
import { createExecutions } from './executions';
import { createInterrupted } from './interrupted';
import type { Offered } from './queue';
import { createQueue } from './queue';
import type { RunnerHost } from './runner';
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
export interface DeliveryHost extends RunnerHost {
	/** The text of an execution in the stored state. */
	textOf(identities: Identity[]): string;
	/** Something was refused for which there is room now. */
	onDrained(): void;
	/** Remembers whether n8n has told before that an execution had ended. */
	readonly memory: Pick<Memory, 'signals'>;
	/** Executions that the process before this one had begun, and whose fate is not known: the text of each. */
	readonly unconfirmed: string[];
}

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * Hands events to n8n: oldest first, so many executions at once, the next event of a subject only after the one before.
 * n8n neither keeps the order of emits nor bounds what runs at once, so both are kept here. An execution counts until n8n
 * says it has ended, or for the longest run.
 */
export function createDelivery(context: Pick<ITriggerFunctions, 'emit'>, host: DeliveryHost, options: DeliveryOptions) {
	const queue = createQueue();
	const executions = createExecutions();
	const interrupted = createInterrupted(host.unconfirmed);
	let isClosed = false;
	let isPumpDue = false;

	const runner = createRunner(context, executions, createEndSignals(host.memory, options), {
		...host,
		onConfirmed(identities) {
			host.onConfirmed(identities);
			pumpSoon();
		},
	});

	const pump = () => {
		if (isClosed || executions.all.length === options.concurrency) return;
		/** Asked for once: on some machines that takes longer than all else here. */
		const now = Date.now();
		const begun: Execution[] = [];
		while (executions.all.length < options.concurrency) {
			const batch = interrupted.takeReady() ?? queue.takeBatch(executions.holdsBack, options, now);
			if (typeof batch === 'number') {
				batchAlarm.setFor(batch);
				break;
			}
			begun.push(executions.begin(batch, batch.stored ?? host.textOf(batch.identities)));
		}
		runner.hand(begun, now);
		if (queue.takeRoomAgain()) host.onDrained();
	};
	const batchAlarm = createAlarm(pump);

	/** Events that come together, and executions that end together, are followed by one step: the state is then made once for all. */
	const pumpSoon = () => {
		if (isPumpDue) return;
		isPumpDue = true;
		// n8n ends many at once, and queueMicrotask of Node costs a multiple of this.
		void Promise.resolve().then(() => {
			isPumpDue = false;
			pump();
		});
	};

	return {
		/**
		 * Queues an event; with what else is offered before this turn ends it goes on its way. What is not taken must be
		 * offered again later; `onDrained` tells when.
		 */
		offer(event: Delivered): Offered {
			if (isClosed) return 'full';
			const offered = interrupted.add(event) ? 'taken' : queue.add(event, Date.now());
			if (offered === 'taken') pumpSoon();
			return offered;
		},
		/** True for an event of an execution that the process before this one had begun: it goes into that again. */
		wasBegun: interrupted.has,
		/** Nothing more of such executions will come: what has come goes. */
		resumeIncomplete(): void {
			interrupted.endWait();
			pump();
		},
		/** What was handed to n8n by this process and is not yet confirmed. */
		get inFlight(): Identity[] {
			return executions.all.flatMap(({ isRefused, identities }) => (isRefused ? [] : identities));
		},
		/** All that has been offered and is not yet confirmed. */
		get held(): Identity[] {
			const running = executions.all.flatMap(({ identities }) => identities);
			return [...running, ...queue.all.map(({ event }) => event.identity), ...interrupted.held];
		},
		/** What was handed to n8n, by this process or the one before, and is not yet confirmed: one text per execution. */
		get started(): string[] {
			const texts = interrupted.texts;
			for (const { text } of executions.all) texts.push(text);
			return texts;
		},
		/** The same as "started", without what is in flight. */
		get begun(): string[] {
			return [...interrupted.texts, ...executions.all.flatMap(({ isRefused, text }) => (isRefused ? text : []))];
		},
		/** The oldest time among what has been offered and is not yet confirmed, in milliseconds. */
		get oldest(): number {
			return Math.min(queue.oldest, executions.oldest, interrupted.oldest);
		},
		/** The oldest time in executions that the process before this one had begun and that have not come again. */
		get oldestBegun(): number {
			return interrupted.oldestWaiting;
		},
		/** Nothing is emitted after this. */
		close(): void {
			isClosed = true;
			batchAlarm.stop();
			runner.stop();
		},
	};
}
