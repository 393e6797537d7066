import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import { createFailures, refusesKey, statusOf } from '../../../nodes/NexTrigger/insights/failures';
import { createTries } from '../../../nodes/NexTrigger/insights/tries';

const node: INode = { id: '1', name: 'Nex', type: 'nexTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
const MINUTE = 60_000;

const refused = (status: number) => new NodeApiError(node, {}, { httpCode: String(status), message: 'no' });

test('the first failure in a row is told, and after four the stream no longer waits', () => {
	const failures = createFailures();
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
	const failures = createFailures();
	const consequences = Array.from({ length: 5 }, () => failures.add(error));
	expect(consequences.map(({ isShown }) => isShown)).toEqual([false, false, true, false, false]);
	expect(consequences.map(({ atLeast }) => atLeast / MINUTE)).toEqual([1, 5, 15, 30, 60]);
	expect(consequences.every(({ postpones }) => postpones)).toBe(true);
});

test.each([408, 429, 500, 503])('%i passes by itself', (status) => {
	expect(createFailures().add(refused(status))).toMatchObject({ postpones: false, atLeast: 0 });
	expect(statusOf(refused(status))).toBe(status);
});

test('REST that has failed for long is asked every ten minutes', () => {
	const failures = createFailures();
	for (let count = 0; count < 60; count++) expect(failures.add(new Error('away')).atLeast).toBe(0);
	expect(failures.add(new Error('away')).atLeast).toBe(10 * MINUTE);
});

test('only 401 and 403 are about the key', () => {
	expect([400, 401, 403, 404, 0].filter(refusesKey)).toEqual([401, 403]);
});

test('the log warns of the third try in vain, and after ten minutes of them the stream counts as blocked', () => {
	const tries = createTries();
	const verdicts = [0, 1, 2, 3, 9, 10, 11].map((minute) => tries.end(true, minute * MINUTE));
	expect(verdicts.map(({ isWorthWarning }) => isWorthWarning)).toEqual([false, false, true, false, false, false, false]);
	expect(verdicts.map(({ isBlocked }) => isBlocked)).toEqual([false, false, false, false, false, true, true]);
	expect(tries.end(false, 12 * MINUTE).isBlocked).toBe(false);
	expect(tries.end(true, 13 * MINUTE).isBlocked).toBe(false);
});

test('how often a key was refused in a row is forgotten once a stream is open', () => {
	const tries = createTries();
	expect([tries.refused(), tries.refused()]).toEqual([1, 2]);
	tries.opened();
	expect(tries.refused()).toBe(1);
});
