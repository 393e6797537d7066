import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** What is known of one run of a node: n8n starts all of its items at once, and sends on whatever becomes of the first. */
interface Run {
	items: Set<number>;
	/** The error that ends the run. */
	failure?: Error;
}

const runs = new WeakMap<object, Run>();

/** The run that an item belongs to. An item that begins once more is in a new run: n8n tries again under the same data. */
function runOf(context: IExecuteSingleFunctions): Run {
	const data = context.getExecuteData();
	const item = context.getItemIndex();
	let run = runs.get(data);
	if (!run || run.items.has(item)) {
		run = { items: new Set() };
		runs.set(data, run);
	}
	run.items.add(item);
	return run;
}

/** Lets an item end its run, and hear that another has. */
export interface Stopping {
	/** Ends the run: nothing of it that still waits is sent. */
	fail(error: Error): void;
	/** @throws what ended the run */
	goOn(): void;
	/** True for the error that ended the run: the item was not sent for that, and its own item tells of it. */
	isOver(error: unknown): boolean;
}

/** "On Error: Stop Workflow" for one item. With *Continue* one item's failure is no other's, so nothing ever ends the run. */
export function stopping(context: IExecuteSingleFunctions): Stopping {
	const run = runOf(context);
	return {
		fail(error) {
			if (!context.continueOnFail()) run.failure ??= error;
		},
		goOn() {
			if (run.failure) throw run.failure;
		},
		isOver: (error) => run.failure !== undefined && error === run.failure,
	};
}
