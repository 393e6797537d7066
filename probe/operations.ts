import { isObject } from '../nodes/shared/isObject';
import { whole } from '../nodes/shared/answers/rows';
import type { Operation } from '../nodes/shared/operation/definition';
import { SCOPES } from '../nodes/shared/transport/scopes';
import type { Answer } from './client';
import type { Documented } from './contract';
import { operationsByNode } from './nodes';
import { CONTRACT } from './contract';
import type { Consequence, OperationFinding } from './report';
import { differences, shapeOf } from './shape';

/** An operation of the reference with what the pack makes of it. */
export interface PackOperation extends Documented {
	/** Such as "Nex Task: Get Task". */
	title: string;
	file: string;
	/** None for the stream, which the trigger opens. */
	definition?: Operation;
}

const asRoute = (method: string, path: string): string => `${method} ${path.replace(/\{\w+\}/g, '{}')}`;

/** All operations of the pack's descriptions, in the order of the reference. */
export function packOperations(): PackOperation[] {
	const byRoute = new Map<string, Pick<PackOperation, 'title' | 'file' | 'definition'>>();
	for (const [node, operations] of Object.entries(operationsByNode))
		for (const { definition } of operations)
			byRoute.set(asRoute(definition.method, definition.url), {
				title: definition.name,
				file: `nodes/${node}/operations/${definition.value}.ts`,
				definition,
			});
	const trigger = { title: 'Nex Trigger', file: 'nodes/NexTrigger/insights/connection.ts' };
	return CONTRACT.map((one) => ({ ...one, ...(byRoute.get(asRoute(one.method, one.path)) ?? trigger) }));
}

/** Whether a list with something in it stands in a body, not deeper than an envelope is. */
const hasRows = (body: unknown, depth = 0): boolean =>
	Array.isArray(body) ? body.some(isObject) : depth < 2 && isObject(body) && Object.values(body).some((value) => hasRows(value, depth + 1));

/** Whether the pack's own reader finds what is in the answer. */
function isReadable(definition: Operation | undefined, body: unknown): boolean {
	const read = definition?.answer;
	if (!read || read === whole || !hasRows(body)) return true;
	const rows = read(body, {});
	return rows !== undefined && rows.length > 0;
}

const consequenceOf = (isRight: boolean): Consequence => (isRight ? 'nothing to do' : 'the pack is wrong here');

/** The scopes that a refusal names, or those that the pack supposes. Only names of scopes are taken from it. */
function missingScopes(body: unknown, definition: Operation | undefined): string[] {
	const words = JSON.stringify(body ?? '');
	const named = Object.keys(SCOPES).filter((scope) => words.includes(scope));
	return named.length > 0 ? named : [...(definition?.scopes ?? ['insight.stream'])];
}

/** How the answer to an operation compares with the reference, without a value of it. */
export function judge({ answer: expected, status: success, file, definition }: PackOperation, answer: Answer): OperationFinding {
	const { status, body, isForeign } = answer;
	if (status === 403)
		return { outcome: 'refused by scope', status, scopes: missingScopes(body, definition), file, consequence: 'nothing to do' };
	if (status === 0) return { outcome: 'failed', status, why: 'no answer', file, consequence: 'nothing to do' };
	if (status >= 300) {
		const why = { 429: 'too many requests', 404: 'not found', 400: 'the request was refused' }[status] ?? `HTTP ${status}`;
		return { outcome: 'failed', status, why, file, consequence: consequenceOf(status === 429 || status >= 500) };
	}
	if (isForeign) return { outcome: 'failed', status, why: 'the answer is no JSON', file, consequence: 'nothing to do' };
	const found =
		body === undefined && expected !== 'nothing'
			? [{ at: 'the answer', documented: 'JSON', found: 'nothing' }]
			: differences(body, expected);
	const isSame = found.length === 0 && status === success;
	return {
		outcome: isSame ? 'as documented' : 'differently',
		status,
		...(found.length > 0 && { differences: found }),
		shape: shapeOf(body),
		file,
		consequence: consequenceOf(isReadable(definition, body)),
	};
}

export const notTried = ({ file }: PackOperation, why: string): OperationFinding => ({ outcome: 'not tried', why, file });
