import { setTimeout as sleep } from 'node:timers/promises';
import manifest from '../package.json';
import type { Credential } from '../nodes/shared/transport/credential';
import type { Answer, Client, OperationId } from './client';
import { createClient, Ended } from './client';
import { createAgent } from './context';
import type { PackOperation } from './operations';
import { judge, notTried, packOperations } from './operations';
import { clean, MAKING, newOwn, remember, REMOVING } from './own';
import type { Own, OwnStep } from './own';
import { points } from './points';
import type { Evidence, Settled } from './points/point';
import type { OperationFinding, PointFinding, Report, StreamFinding } from './report';
import { VERSION } from './report';
import { MOST_TYPES, NEEDS_WRITE, NEVER, READS } from './steps';
import type { Heard } from './stream';
import { listen } from './stream';
import type { Targets } from './targets';

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

interface Run extends ProbeOptions {
	client: Client;
	operations: PackOperation[];
	found: Record<OperationId, OperationFinding>;
	evidence: Evidence & { answers: Map<OperationId, Answer> };
	signal: AbortSignal;
	isWanted: (name: string) => boolean;
}

async function tryReads(run: Run): Promise<void> {
	const { client, operations, found, evidence, say } = run;
	for (const step of READS) {
		const operation = operations.find(({ id }) => id === step.id);
		if (!operation) continue;
		for (let turn = 0; turn < MOST_TYPES; turn++) {
			const asked = step.ask(evidence.targets);
			if (typeof asked === 'string') {
				found[step.id] = notTried(operation, asked);
				break;
			}
			if (turn === 0) say?.(operation.title);
			const answer = await client.ask(step.id, asked);
			evidence.answers.set(step.id, answer);
			found[step.id] = judge(operation, answer);
			if (answer.status !== 200 || (step.learn?.(answer.body, evidence.targets) ?? true)) break;
			const { slugs } = evidence.targets;
			if (!asked.path?.slug || slugs.length < 2) break;
			// The next object type may have what this one lacks.
			slugs.push(...slugs.splice(0, 1));
		}
	}
}

/** Tries steps on things of the probe's own until it is to stop. What was sent is waited for, so that nothing comes after the removal. */
async function tryOwn(
	{ operations, found, evidence, say, signal }: Run,
	writer: Client,
	own: Own,
	steps: readonly OwnStep[],
): Promise<void> {
	for (const step of steps) {
		if (signal.aborted) return;
		const operation = operations.find(({ id }) => id === step.id);
		const asked = step.ask(own);
		if (!operation) continue;
		if (!asked) {
			found[step.id] = notTried(operation, 'what it needs could not be made');
			continue;
		}
		say?.(operation.title);
		const answer = await writer.ask(step.id, asked);
		if (answer.status >= 200 && answer.status < 300) remember(own, step, answer.body);
		evidence.answers.set(step.id, answer);
		found[step.id] = judge(operation, answer);
	}
}

async function settlePoints({ evidence, isWanted, say }: Run): Promise<Record<string, PointFinding>> {
	const settled: Record<string, PointFinding> = {};
	for (const { id, question, see, files, sides, settle } of points) {
		if (!isWanted(id)) continue;
		say?.(question);
		const finding: Settled = await settle(evidence);
		const consequence = 'side' in finding ? (sides[finding.side] ?? 'the pack is wrong here') : undefined;
		settled[id] = { question, ...finding, see, files, ...(consequence && { consequence }) };
	}
	return settled;
}

function judgeStream(operations: PackOperation[], heard: Heard | undefined): OperationFinding | undefined {
	const operation = operations.find(({ id }) => id === 'streamInsights');
	if (!operation || !heard) return undefined;
	const { status = 0, finding } = heard;
	const { file } = operation;
	if (status === 403) return judge(operation, { status, headers: {}, body: heard.body, isForeign: false });
	if (finding.why !== undefined) return { outcome: 'failed', status, why: finding.why, file, consequence: 'nothing to do' };
	return { outcome: 'as documented', status: 200, file, consequence: 'nothing to do' };
}

/** What was not tried, with why. */
function fillIn({ operations, found, isWanted }: Run, ended: string | undefined): Record<OperationId, OperationFinding> {
	const all: Record<OperationId, OperationFinding> = {};
	for (const operation of operations) {
		if (!isWanted(operation.id)) continue;
		const isRead = READS.some(({ id }) => id === operation.id) || operation.id === 'streamInsights';
		const why = ended !== undefined ? `it ended before: ${ended}` : (NEVER[operation.id] ?? (isRead ? 'it was not reached' : NEEDS_WRITE));
		all[operation.id] = found[operation.id] ?? notTried(operation, why);
	}
	return all;
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
	const writer = createClient(credential, agent, new AbortController().signal, timeout);
	const targets: Targets = { slugs: [] };
	const isWanted = (name: string) => only === undefined || name.toLowerCase().includes(only.toLowerCase());
	const evidence = { client, answers: new Map(), targets, heard: undefined as Heard | undefined, own: undefined as Own | undefined };
	const run: Run = { ...options, signal, client, operations: packOperations(), found: {}, evidence, isWanted };
	const stop = new AbortController();
	const listening = listen({
		url: new URL(`${credential.baseUrl}/v1/insights/stream`),
		credential,
		signal: AbortSignal.any([signal, stop.signal]),
		minutes: options.minutes,
		atMost: options.listenFor,
	});
	// Waits of the pack keep no process alive.
	const alive = setInterval(() => undefined, 60_000);
	let ended: string | undefined;
	let settled: Record<string, PointFinding> = {};
	try {
		await tryReads(run);
		say?.('Listening to the stream of insights');
		evidence.heard = await listening;
		const stream = judgeStream(run.operations, evidence.heard);
		if (stream) run.found.streamInsights = stream;
		if (options.write) {
			evidence.own = newOwn();
			await tryOwn(run, writer, evidence.own, MAKING);
		}
		settled = await settlePoints(run);
		if (evidence.own) await tryOwn(run, writer, evidence.own, REMOVING);
	} catch (error) {
		if (!(error instanceof Ended) && !signal.aborted) throw error;
		ended = signal.aborted ? 'it was interrupted' : (error as Ended).message;
	} finally {
		stop.abort();
		if (evidence.own) {
			say?.('Removing what was made');
			const { refused } = await clean(writer).catch(() => ({ refused: ['everything'] }));
			if (refused.length > 0) say?.(`Something may be left, because ${refused.join(', ')} failed: run it with --clean`);
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
		limits: { tooManyRequests: client.refusals.length, retryAfter: [...new Set(client.refusals)].sort() },
	};
}

/** Removes what earlier runs with --write may have left. @returns how many things, and which operations refused */
export async function removeLeft(credential: Credential, timeout = 60_000): Promise<{ removed: number; refused: string[] }> {
	const alive = setInterval(() => undefined, 60_000);
	const agent = createAgent();
	try {
		return await clean(createClient(credential, agent, new AbortController().signal, timeout));
	} finally {
		await agent.destroy();
		clearInterval(alive);
	}
}
