import { setTimeout as sleep } from 'node:timers/promises';
import manifest from '../package.json';
import type { Credential } from '../nodes/shared/transport/credential';
import { clean, worrying } from './cleaning';
import type { Cleaned } from './cleaning';
import type { Client, OperationId } from './client';
import { createClient, Ended } from './client';
import { createAgent } from './context';
import { MAKING, REMOVING } from './making';
import type { PackOperation } from './operations';
import { judge, notTried, packOperations } from './operations';
import { newOwn } from './own';
import type { Own } from './own';
import { planFor } from './plan';
import type { OperationFinding, PointFinding, Report, StreamFinding } from './report';
import { VERSION } from './report';
import { NEEDS_WRITE, NEVER, READS } from './steps';
import type { Heard } from './stream';
import { listen } from './stream';
import type { Targets } from './targets';
import { settlePoints, tryOwn, tryReads } from './tries';
import type { Run } from './tries';

const OFFICIAL = 'https://app.nex.ai/api/developers';

export interface ProbeOptions {
	credential: Credential;
	/** Stop at once; what is known so far is reported. */
	signal?: AbortSignal;
	/** Also make things of its own, and remove them again. */
	write?: boolean;
	/** Only operations and points whose names contain this. */
	only?: string;
	/** How long to listen to the stream, to see how long a connection lives. */
	minutes?: number;
	/** Milliseconds to listen to the stream at most, if not for minutes. */
	listenFor?: number;
	/** Milliseconds that one answer may take; 60,000 unless given. */
	timeout?: number;
	/** Told what is being done. */
	say?: (line: string) => void;
}

function judgeStream(operations: PackOperation[], heard: Heard | undefined): OperationFinding | undefined {
	const operation = operations.find(({ id }) => id === 'streamInsights');
	if (!operation || !heard) return undefined;
	const { status = 0, finding } = heard;
	const { file } = operation;
	if (status === 403) return judge(operation, { status, headers: {}, body: heard.body, text: '', isForeign: false });
	if (finding.why !== undefined) return { outcome: 'failed', status, why: finding.why, file, consequence: 'nothing to do' };
	return { outcome: 'as documented', status: 200, file, consequence: 'nothing to do' };
}

/** What was not tried, with why. */
function fillIn({ operations, found, plan: { isWanted } }: Run, ended: string | undefined): Record<OperationId, OperationFinding> {
	const all: Record<OperationId, OperationFinding> = {};
	for (const operation of operations) {
		if (!isWanted(operation.id)) continue;
		const isRead = READS.some(({ id }) => id === operation.id) || operation.id === 'streamInsights';
		const why = ended !== undefined ? `it ended before: ${ended}` : (NEVER[operation.id] ?? (isRead ? 'it was not reached' : NEEDS_WRITE));
		all[operation.id] = found[operation.id] ?? notTried(operation, why);
	}
	return all;
}

/** False for an operation that was refused, or never sent. */
function mayHaveMade({ plan, found, evidence: { answers } }: Run, operation: OperationId): boolean {
	const isPlanned = [...plan.own].some(({ id }) => id === operation);
	return isPlanned && answers.get(operation)?.status !== 403 && found[operation]?.outcome !== 'not tried';
}

function limitsOf({ seen: { refusals } }: Client, points: Record<string, PointFinding>): Report['limits'] {
	const inFlight = points['requests-in-flight']?.side;
	return {
		tooManyRequests: refusals.length,
		retryAfter: [...new Set(refusals)].sort(),
		...(inFlight !== undefined && { requestsInFlight: Number(inFlight) }),
	};
}

/**
 * Tries what can be tried with a key, and reports what was found, without a value of the workspace.
 * It never rejects for what Nex answers.
 */
export async function probe(options: ProbeOptions): Promise<Report> {
	const { credential, say, only, timeout = 60_000 } = options;
	const signal = options.signal ?? new AbortController().signal;
	const agent = createAgent();
	const client = createClient(credential, agent, signal, timeout);
	const writer = createClient(credential, agent, new AbortController().signal, timeout, client.seen);
	const targets: Targets = { slugs: [] };
	const plan = planFor(only);
	const evidence = {
		client,
		writer,
		answers: new Map(),
		targets,
		heard: undefined as Heard | undefined,
		own: undefined as Own | undefined,
	};
	const run: Run = { plan, signal, client, operations: packOperations(), found: {}, evidence, say };
	const stop = new AbortController();
	const listening = plan.operations.has('streamInsights')
		? listen({
				url: new URL(`${credential.baseUrl}/v1/insights/stream`),
				credential,
				signal: AbortSignal.any([signal, stop.signal]),
				minutes: options.minutes,
				atMost: options.listenFor,
			})
		: undefined;
	// Waits of the pack keep no process alive.
	const alive = setInterval(() => undefined, 60_000);
	let ended: string | undefined;
	let settled: Record<string, PointFinding> = {};
	try {
		await tryReads(run);
		if (listening) say?.('Listening to the stream of insights');
		evidence.heard = await listening;
		const stream = judgeStream(run.operations, evidence.heard);
		if (stream) run.found.streamInsights = stream;
		if (options.write && plan.own.size > 0) {
			evidence.own = newOwn();
			await tryOwn(
				run,
				evidence.own,
				MAKING.filter((step) => plan.own.has(step)),
			);
		}
		settled = await settlePoints(run);
		if (evidence.own)
			await tryOwn(
				run,
				evidence.own,
				REMOVING.filter((step) => plan.own.has(step)),
			);
	} catch (error) {
		if (!(error instanceof Ended) && !signal.aborted) throw error;
		ended = signal.aborted ? 'it was interrupted' : (error as Ended).message;
	} finally {
		stop.abort();
		if (evidence.own) {
			say?.('Removing what was made');
			const { refused } = await clean(writer).catch(() => ({ refused: ['everything'] }));
			const left = worrying(refused, (operation) => mayHaveMade(run, operation));
			if (left.length > 0) say?.(`Something may be left, because ${left.join(', ')} failed: run it with --clean`);
		}
		await listening;
		await agent.destroy();
		clearInterval(alive);
		await sleep(0);
	}
	const stream: StreamFinding | undefined = evidence.heard?.finding;
	return {
		report: 'n8n-nodes-nex probe',
		version: VERSION,
		pack: manifest.version,
		officialAddress: credential.baseUrl === OFFICIAL,
		wrote: evidence.own !== undefined,
		...(ended !== undefined && { ended }),
		operations: fillIn(run, ended),
		points: settled,
		stream: stream ?? { opened: false, why: 'it was not listened to' },
		limits: limitsOf(client, settled),
	};
}

/** Removes what earlier runs with --write may have left. @returns how many things, and which operations refused */
export async function removeLeft(credential: Credential, timeout = 60_000): Promise<Cleaned> {
	const alive = setInterval(() => undefined, 60_000);
	const agent = createAgent();
	try {
		return await clean(createClient(credential, agent, new AbortController().signal, timeout));
	} finally {
		await agent.destroy();
		clearInterval(alive);
	}
}
