import type { IDataObject } from 'n8n-workflow';
import { NexTrigger } from '../../../nodes/NexTrigger/NexTrigger.node';
import type { NexServer } from '../../nex-server';
import { afterKill, triggerOfAnotherProcess } from '../../support/another-process';
import type { HostOptions } from '../../support/trigger-host';
import { TriggerHost } from '../../support/trigger-host';
import { passUntil } from '../../support/virtual-time';

/** Executions that n8n keeps when it prunes: more than a trigger can have handed over without a word of their end. */
const KEPT = 20;

const whileTimePasses = async (isOver: () => boolean): Promise<void> => {
	await passUntil(isOver, 'n8n has started', 5 * 60_000, 5_000);
};

async function during(work: Promise<void>, meanwhile: (isOver: () => boolean) => Promise<void>): Promise<void> {
	let isOver = false;
	const working = work.finally(() => (isOver = true));
	await meanwhile(() => isOver);
	await working;
}

/** A trigger through stops and deaths of its n8n. */
export class Lives {
	readonly #hosts: TriggerHost[];

	constructor(private readonly options: HostOptions) {
		this.#hosts = [new TriggerHost(new NexTrigger(), options)];
	}

	get host(): TriggerHost {
		return this.#hosts.at(-1) as TriggerHost;
	}

	/**
	 * n8n starts.
	 *
	 * @param meanwhile moves the clock on until that is over
	 */
	async start(meanwhile = whileTimePasses): Promise<void> {
		await during(this.host.activate('init'), meanwhile);
	}

	/** The process dies: what it still has to say is not heard, and the next one knows what is in the database. */
	async die(): Promise<void> {
		this.#hosts.push(await afterKill(this.host, { credential: this.options.credential }));
	}

	/** n8n forgets all but the last executions, and their keys with them. */
	prune(): void {
		const { keys } = this.host;
		for (const key of [...keys].slice(0, -KEPT)) keys.delete(key);
	}

	/** Everything that has started the workflow, in turn. */
	get started(): IDataObject[] {
		return this.#hosts.flatMap(({ items }) => items);
	}

	get largestState(): number {
		return Math.max(...this.#hosts.map(({ largestState }) => largestState));
	}
}

/**
 * Several triggers of one workflow. n8n stores one column for all of them, gives each a copy of the workflow as it was when it
 * started, and starts and stops them together.
 */
export class Siblings {
	readonly #lives: TriggerHost[][] = [];
	#closing: (() => Promise<void>)[] = [];
	readonly #column = { value: '{}' };

	constructor(private readonly options: HostOptions[]) {
		this.#live(options.map((one) => new TriggerHost(new NexTrigger(), one)));
	}

	#live(hosts: TriggerHost[]): void {
		const column = this.#column;
		for (const host of hosts)
			Object.defineProperty(host, 'staticData', { get: () => column.value, set: (value: string) => (column.value = value) });
		this.#lives.push(hosts);
	}

	get #hosts(): TriggerHost[] {
		return this.#lives.at(-1) ?? [];
	}

	async start(): Promise<void> {
		const starting = async () => {
			for (const host of this.#hosts) this.#closing.push(await host.activateAgainWithoutClosing());
		};
		await during(starting(), whileTimePasses);
	}

	async stop(): Promise<void> {
		for (const close of this.#closing.splice(0)) await close();
	}

	/** n8n goes, by itself or not, and another process goes on with what is in the database. */
	async restart(isKilled: boolean): Promise<void> {
		const last = this.#hosts;
		if (isKilled) for (const host of last) host.kill();
		await this.stop();
		// What the old process stores after its end is nobody's.
		for (const host of last) Object.defineProperty(host, 'staticData', { value: '{}', writable: true });
		const another = await triggerOfAnotherProcess();
		this.#live(this.options.map((one, index) => new TriggerHost(another, { ...one, keys: last[index]?.keys ?? new Set() })));
	}

	look(): void {
		for (const { ticks } of this.#hosts) ticks.at(-1)?.(new Date());
	}

	/** Everything that each of them has started, in turn. */
	get started(): IDataObject[][] {
		return this.options.map((_one, index) => this.#lives.flatMap((hosts) => hosts[index]?.items ?? []));
	}
}

const HOUR = 3_600_000;

/** Sets this machine's clock so many hours beside the right time, which the server goes on to have. */
export function setClock(nex: NexServer, hours: number): void {
	const step = -hours * HOUR - nex.clock.offset;
	nex.clock.offset += step;
	jest.setSystemTime(Date.now() - step);
}

/** What came of events that happened, oldest first, by their names. */
export function compare(happened: string[], started: string[]): { lost: string[]; doubled: string[] } {
	const counts = new Map<string, number>();
	for (const name of started) counts.set(name, (counts.get(name) ?? 0) + 1);
	return {
		lost: happened.filter((name) => !counts.has(name)),
		doubled: happened.filter((name) => (counts.get(name) ?? 0) > 1),
	};
}

/** Which events started before another that had happened before them. */
export function outOfOrder(happened: string[], started: string[]): string[] {
	const places = new Map([...started.entries()].reverse().map(([place, name]) => [name, place]));
	return happened.flatMap((name, index) => {
		const before = happened[index - 1];
		return before !== undefined && (places.get(name) ?? Infinity) < (places.get(before) ?? -Infinity) ? [`${name} before ${before}`] : [];
	});
}
