import type { Answer, Client, OperationId } from './client';
import type { PackOperation } from './operations';
import { judge, notTried } from './operations';
import { isMade, remember } from './own';
import type { Own, OwnStep } from './own';
import type { Plan } from './plan';
import type { Evidence, Settled } from './points/point';
import type { OperationFinding, PointFinding } from './report';
import { MOST_TYPES, READS } from './steps';

/** What a run has, and what it has found so far. */
export interface Run {
	plan: Plan;
	client: Client;
	operations: PackOperation[];
	found: Record<OperationId, OperationFinding>;
	evidence: Evidence & { answers: Map<OperationId, Answer> };
	signal: AbortSignal;
	/** Told what is being done. */
	say?: (line: string) => void;
}

/** Tries the operations that only read. */
export async function tryReads({ plan, client, operations, found, evidence, say }: Run): Promise<void> {
	for (const step of READS.filter(({ id }) => plan.operations.has(id))) {
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

/**
 * Tries steps on things of the probe's own until it is to stop. What was sent is waited for, so that nothing comes
 * after the removal.
 */
export async function tryOwn(run: Run, own: Own, steps: readonly OwnStep[]): Promise<void> {
	const { operations, found, evidence, say, signal } = run;
	for (const step of steps) {
		if (signal.aborted) return;
		const operation = operations.find(({ id }) => id === step.id);
		if (!operation) continue;
		if (!isMade(own, step.needs)) {
			found[step.id] = notTried(operation, 'what it needs could not be made');
			continue;
		}
		say?.(operation.title);
		const answer = await evidence.writer.ask(step.id, step.ask(own));
		if (answer.status >= 200 && answer.status < 300) remember(own, step, answer.body);
		evidence.answers.set(step.id, answer);
		found[step.id] = judge(operation, answer);
	}
}

/** Settles the points that are wanted, one after the other. */
export async function settlePoints({ plan, evidence, say, signal }: Run): Promise<Record<string, PointFinding>> {
	const settled: Record<string, PointFinding> = {};
	for (const { id, question, see, files, sides, settle } of plan.points) {
		signal.throwIfAborted();
		say?.(question);
		const finding: Settled = await settle(evidence);
		const consequence = 'side' in finding ? (sides[finding.side] ?? 'the pack is wrong here') : undefined;
		settled[id] = { question, ...finding, see, files, ...(consequence && { consequence }) };
	}
	return settled;
}
