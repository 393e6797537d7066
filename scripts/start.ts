import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tryLock } from './bootstrap/lock';
import { OWNER, startDemo, type Demo } from './demo/instance';
import { describe, watch } from './demo/narrate';
import { CHANGED_TODAY, UPSERTS } from './demo/workflows';
import { failureOf, itemsOf, until } from './n8n/client';

const cache = resolve(__dirname, '..', '.cache');

const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A stack of what has to be ended, which a signal or the end of the work runs down once. */
class Endings {
	private readonly ends: Array<() => Promise<void>> = [];
	private running?: Promise<void>;
	/** Resolves at the first SIGINT, SIGTERM or SIGHUP. */
	readonly signalled: Promise<NodeJS.Signals>;

	constructor() {
		this.signalled = new Promise((resolve) => {
			for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve(name));
		});
	}

	readonly add = (end: () => Promise<void>): void => {
		if (this.running) void end();
		else this.ends.push(end);
	};

	run(): Promise<void> {
		this.running ??= (async () => {
			for (const end of this.ends.reverse()) await end().catch((error: unknown) => console.error(messageOf(error)));
		})();
		return this.running;
	}
}

function announce({ nex, n8n, insight, schedule }: Demo): void {
	console.log(`
  n8n            ${n8n.url}
  Sign in        ${OWNER.email}   password ${OWNER.password}
  Workflows      ${insight.name}   ${n8n.url}/workflow/${insight.id}
                 ${schedule.name}   ${n8n.url}/workflow/${schedule.id}
  Embedded Nex   ${nex.url}   key ${nex.key}
  n8n's log      ${n8n.logFile}

  Insights arrive by themselves. Ctrl-C ends everything.
`);
}

/** Runs the demo until a signal comes or n8n ends. */
async function stay(folder: string, build: string, endings: Endings): Promise<number> {
	const since = new Date();
	const demo = await Promise.race([
		startDemo({ folder, build, insightEvery: 20_000, n8nPort: 5678, say: (line) => console.log(`  ${line}`), cleanup: endings.add }),
		endings.signalled,
	]);
	if (typeof demo === 'string') return 0;
	announce(demo);
	let over = false;
	const end = Promise.race([endings.signalled, demo.n8n.ended]).finally(() => (over = true));
	const look = watch(demo.client, demo.insight.id, since);
	while (!over) {
		for (const execution of await look().catch(() => []))
			console.log(`  ${new Date(execution.stoppedAt ?? execution.startedAt).toLocaleTimeString()}  ${describe(execution)}`);
		await Promise.race([sleep(1000), end]);
	}
	if (typeof (await end) === 'string') return 0;
	console.error(`n8n has ended by itself; see ${demo.n8n.logFile}`);
	return 1;
}

/** Runs the demo until each workflow has been seen to succeed, and says what it saw. */
async function check(folder: string, build: string, endings: Endings): Promise<number> {
	const since = new Date();
	const seen = (line: string) => console.log(`  ✓ ${line}`);
	const work = async () => {
		const { nex, n8n, client, insight, schedule } = await startDemo({
			folder,
			build,
			insightEvery: 3000,
			say: (line) => console.log(`  ${line}`),
			cleanup: endings.add,
		});
		seen(`n8n answers at ${n8n.url}, with the pack installed as a community package`);
		seen(`the workflows "${insight.name}" and "${schedule.name}" are active`);

		const look = watch(client, insight.id, since);
		let last = 'no insight has started it';
		const hasAsked = () => nex.requests.some(({ path }) => path.endsWith('/insights/stream'));
		const success = await until(
			`"${insight.name}" has not succeeded: ${hasAsked() ? 'it has asked' : 'it has not asked'} for the stream; see ${n8n.logFile}`,
			async () => {
				const executions = await look();
				for (const execution of executions) last = describe(execution);
				// About a person, so that the other workflow has somebody to keep.
				return executions.find((execution) => execution.status === 'success' && itemsOf(execution, UPSERTS[0]).length > 0);
			},
			120_000,
		).catch((error: unknown) => {
			throw new Error(`${messageOf(error)}\n    last seen: ${last}`);
		});
		seen(`an insight started a workflow: ${describe(success)}`);

		const run = await client.finishedExecution(await client.runWorkflow(schedule.id, 'Every 5 minutes'));
		const [people, kept] = ['Get all people', CHANGED_TODAY].map((node) => itemsOf(run, node).length);
		const result = `"${schedule.name}" read ${people} people and kept ${kept}, those changed today`;
		if (run.status !== 'success' || !kept || kept === people) throw new Error(`${result}, and ended with ${run.status}. ${failureOf(run)}`);
		seen(result);
	};
	try {
		const signal = await Promise.race([work(), endings.signalled]);
		if (signal) throw new Error(`interrupted by ${signal}`);
		return 0;
	} catch (error) {
		console.error(`  ✗ ${messageOf(error)}`);
		return 1;
	}
}

/**
 * `npm start`: the demo, until Ctrl-C. `npm start -- --check`: the same in a folder of its own, until it has been seen to work.
 * @param build digest of the sources that dist/ was built from
 * @returns the exit code
 */
export async function main(args: string[], build: string): Promise<number> {
	const isCheck = args.includes('--check');
	const folder = join(cache, isCheck ? 'check' : 'start');
	const release = tryLock(`${folder}.lock`);
	if (!release) throw new Error(`${isCheck ? 'A check' : 'The demo'} is running already, in another terminal.`);
	if (isCheck) rmSync(folder, { recursive: true, force: true });
	const endings = new Endings();
	try {
		return await (isCheck ? check : stay)(folder, build, endings);
	} finally {
		if (!isCheck) console.log('\n  Ending n8n and the embedded Nex …');
		await endings.run();
		release();
	}
}
