/** A process of its own that runs triggers through n8n's engine and measures what they emit. */
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { INodeType, ITriggerFunctions } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { additionalData, core, workflowWith } from '../../support/host';
import { quantile } from '../measure/statistics';
import { beginProfile, endProfile } from '../peers/benchProfile';
import type { Order, Setup, Word } from './protocol';

const say = (word: Word) => process.send?.(word);

/** When the last bytes came, by `performance.now()`. */
let arrived = 0;
let begun: number | undefined;
let expected = 0;
let cpu = process.cpuUsage();
let latencies = new Float64Array();
let emitted = 0;
let parsed = 0;

// Every client reads its socket through this method, whatever it does with the bytes afterwards.
Object.assign(Socket.prototype, {
	push(this: Socket, chunk: Buffer | null, encoding?: BufferEncoding): boolean {
		arrived = performance.now();
		begun ??= arrived;
		return Readable.prototype.push.call(this, chunk, encoding);
	},
});

function countParses(): void {
	const parse = JSON.parse.bind(JSON);
	Object.assign(JSON, {
		parse(...[text, reviver]: Parameters<typeof JSON.parse>): unknown {
			if (text.includes('"insights":')) parsed++;
			return parse(text, reviver) as unknown;
		},
	});
}

function count(): void {
	if (emitted >= expected) return;
	latencies[emitted++] = performance.now() - arrived;
	if (emitted < expected) return;
	const { user, system } = process.cpuUsage(cpu);
	const seconds = (performance.now() - (begun ?? 0)) / 1_000;
	const values = [...latencies];
	say({ outcome: { seconds, cpu: (user + system) / 1e6, p50: quantile(values, 0.5), p99: quantile(values, 0.99), parsed } });
}

/** A host that starts every execution, and ends it at once. */
const emit: ITriggerFunctions['emit'] = (_data, _response, done) => {
	count();
	if (done) queueMicrotask(() => done.resolve(undefined as never));
};

/** What n8n's scheduler would call. */
const ticks: Array<(at: Date) => void> = [];

const onError = (error: Error) => {
	throw error;
};

async function startTriggers({ kind, file, triggers, parameters, credential, counts }: Setup): Promise<void> {
	if (counts) countParses();
	const type: INodeType =
		kind === 'idle'
			? ({
					description: {
						name: 'idle',
						version: 1,
						inputs: [],
						outputs: ['main'],
						properties: [],
						defaults: {},
						group: [],
						displayName: '',
						description: '',
					},
					trigger: async () => ({}),
				} as INodeType)
			: load(file);
	const data = additionalData({ nexApi: { ...credential } }, 'trigger');
	for (let i = 0; i < triggers; i++) {
		const plain = workflowWith(type, parameters, { id: `node-${i}` }, true);
		const node = plain.getNode('Nex');
		if (!node || !type.trigger) throw new Error('there is no trigger');
		const workflow = new Workflow({
			id: `workflow-${i}`,
			active: true,
			nodes: [node],
			connections: {},
			settings: {},
			nodeTypes: plain.nodeTypes,
		});
		const context = new core.TriggerContext(workflow, node, data, 'trigger', 'activate', emit, onError, onError);
		context.helpers.registerCron = (_cron, onTick) => {
			ticks.push(onTick);
			return true;
		};
		await type.trigger.call(context);
	}
}

function load(file: string): INodeType {
	const [nodeClass] = Object.values(createRequire(__filename)(file) as Record<string, new () => INodeType>);
	if (!nodeClass) throw new Error(`${file} exports no node`);
	return new nodeClass();
}

/** The least there is: the two libraries, and nothing that a trigger must promise. */
async function startBare({ url }: Setup): Promise<void> {
	const [{ request }, { createParser }] = await Promise.all([import('undici'), import('eventsource-parser')]);
	const { body } = await request(url, { headersTimeout: 0, bodyTimeout: 0 });
	const decoder = new TextDecoder();
	const parser = createParser({
		onEvent({ data }) {
			JSON.parse(data);
			emit([[]]);
		},
	});
	body.on('data', (bytes: Buffer) => parser.feed(decoder.decode(bytes, { stream: true })));
}

async function collectedHeapKb(): Promise<number> {
	for (let i = 0; i < 5; i++) {
		global.gc?.();
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return process.memoryUsage().heapUsed / 1024;
}

process.on('message', (order: Order) => {
	void (async () => {
		if ('stop' in order) return process.exit(0);
		if ('setup' in order) await (order.setup.kind === 'bare' ? startBare(order.setup) : startTriggers(order.setup));
		if ('heap' in order) return say({ heapKb: await collectedHeapKb() });
		if ('beginProfile' in order) await beginProfile();
		if ('endProfile' in order) await endProfile(order.endProfile);
		if ('tick' in order) for (const tick of ticks) tick(new Date());
		if ('expect' in order) {
			expected = order.expect;
			latencies = new Float64Array(expected);
			[emitted, parsed, begun] = [0, 0, undefined];
			global.gc?.();
			cpu = process.cpuUsage();
		}
		return say({ ready: true });
	})();
});
process.on('disconnect', () => process.exit(0));
