import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import { explain } from '../../../nodes/shared/transport/explain';
import { createConsequences, createFailures, refusesKey, statusOf } from '../../../nodes/NexTrigger/insights/failures';

const node: INode = { id: '1', name: 'Nex', type: 'nexTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
const MINUTE = 60_000;

const summaryOf = (status: number) => explain(status, '{}', { scopes: [] }, { count: 1, waited: 0 }, undefined).summary;

const refused = (status: number) => new NodeApiError(node, {}, { httpCode: String(status), message: 'no' });

test('the first failure in a row is told, and after four the stream no longer waits', () => {
	const failures = createConsequences();
	const consequences = Array.from({ length: 4 }, () => failures.add(new Error('away')));
	expect(consequences.map(({ isFirst }) => isFirst)).toEqual([true, false, false, false]);
	expect(consequences.map(({ postpones }) => postpones)).toEqual([false, false, false, true]);
	expect(consequences.some(({ isShown, atLeast }) => isShown || atLeast > 0)).toBe(false);
	failures.clear();
	expect(failures.add(new Error('away')).isFirst).toBe(true);
});

test.each([
	['a refused question', refused(400)],
	['an answer that cannot be read', new NodeOperationError(node, 'no insights')],
])('%s holds up nothing, is asked ever less often, and the third in a row is shown', (_what, error) => {
	const failures = createConsequences();
	const consequences = Array.from({ length: 5 }, () => failures.add(error));
	expect(consequences.map(({ isShown }) => isShown)).toEqual([false, false, true, false, false]);
	expect(consequences.map(({ atLeast }) => atLeast / MINUTE)).toEqual([1, 5, 15, 30, 60]);
	expect(consequences.every(({ postpones }) => postpones)).toBe(true);
});

test.each([408, 429, 500, 503])('%i passes by itself', (status) => {
	expect(createConsequences().add(refused(status))).toMatchObject({ postpones: false, atLeast: 0 });
	expect(statusOf(refused(status))).toBe(status);
});

test('what a node says will be refused again is asked ever less often and shown, and everything else passes by itself', () => {
	const statuses = Array.from({ length: 200 }, (_none, index) => 400 + index);
	const saysNode = (status: number) => !['Nex could not answer', 'too many requests'].some((words) => summaryOf(status).includes(words));
	const takesTrigger = (status: number) => createConsequences().add(refused(status)).atLeast > 0;
	expect(statuses.filter(takesTrigger)).toEqual(statuses.filter(saysNode));
});

test('only 401 and 403 are about the key', () => {
	expect([400, 401, 403, 404, 0].filter(refusesKey)).toEqual([401, 403]);
});

test('failures in a row are long once the first of them was ten minutes ago', () => {
	const failures = createFailures();
	expect(failures.areLong(99 * MINUTE)).toBe(false);
	expect([0, 3, 9].map((minute) => failures.add(minute * MINUTE))).toEqual([1, 2, 3]);
	expect([9, 10, 11].map((minute) => failures.areLong(minute * MINUTE))).toEqual([false, true, true]);
	failures.clear();
	expect([failures.add(12 * MINUTE), failures.areLong(13 * MINUTE)]).toEqual([1, false]);
});
