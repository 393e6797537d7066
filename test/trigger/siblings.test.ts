import type { IDataObject } from 'n8n-workflow';
import { contents, host, MINUTE, nex, SECOND } from '../support/insight-hosts';
import type { TriggerHost } from '../support/trigger-host';
import { pass, passUntil, settle } from '../support/virtual-time';

const only = (type: string) => ({ filters: { types: [type] } });

/** What the database holds of one trigger after the other has written last. */
const stateIn = (writer: TriggerHost, nodeId: string) =>
	(JSON.parse(writer.staticData) as { global?: Record<string, IDataObject> }).global?.[`nexTrigger:${nodeId}`];

describe('Two triggers in one workflow', () => {
	test('keep their places, whichever of them n8n stores last', async () => {
		const workflowId = `siblings-${nex.url}`;
		const a = host({ workflowId, nodeId: 'a', parameters: only('fact') });
		await a.activate();
		await passUntil(() => nex.stream.connections > 0, 'the stream is open');
		const b = host({ workflowId, nodeId: 'b', parameters: only('risk'), staticData: a.staticData });
		const closeB = await b.activateAgainWithoutClosing();
		await settle();
		nex.addInsights([{ content: 'for b', type: 'risk' }]);
		await pass(5 * SECOND);
		expect(contents(b)).toEqual(['for b']);
		nex.addInsights([{ content: 'for a', type: 'fact' }]);
		await pass(5 * SECOND);
		expect(contents(a)).toEqual(['for a']);
		expect(stateIn(a, 'b')).toMatchObject({ v: 1, kind: 'insight' });
		expect(Number(stateIn(a, 'b')?.at)).toBeGreaterThanOrEqual(Number(stateIn(b, 'b')?.at));
		expect((stateIn(a, 'b')?.started as unknown[]).length).toBe(0);
		await closeB();
	});

	test('a state that is older than what a sibling knows is never put back', async () => {
		const workflowId = `siblings-${nex.url}`;
		const a = host({ workflowId, nodeId: 'a' });
		await a.activate();
		await passUntil(() => nex.stream.connections > 0, 'the stream is open');
		const b = host({ workflowId, nodeId: 'b', staticData: a.staticData });
		const closeB = await b.activateAgainWithoutClosing();
		for (let index = 0; index < 5; index++) {
			nex.addInsights([{ content: `n${index}` }]);
			await pass(MINUTE, 5 * SECOND);
		}
		const later = [a, b].sort((one, other) => Number(stateIn(other, 'a')?.at) - Number(stateIn(one, 'a')?.at))[0];
		expect(contents(a)).toHaveLength(5);
		expect(contents(b)).toHaveLength(5);
		for (const nodeId of ['a', 'b']) expect(JSON.stringify(stateIn(later ?? a, nodeId)?.seen)).not.toBe('[]');
		await closeB();
	});
});

describe('Two triggers to which an importer has given one ID', () => {
	const events = ['insight', 'notification', 'timelineEvent'];
	const parametersOf = (event: string) => ({
		event,
		...(event === 'timelineEvent' && { watch: 'objectType', objectType: { __rl: true, mode: 'id', value: 'person' } }),
	});

	test.each(events)('are not published, and it is said which: %s', async (event) => {
		const both = host({ parameters: parametersOf(event), nodeName: 'First', twin: 'Second' });
		await expect(both.activate()).rejects.toThrow('"First" and "Second" have one ID');
		await settle();
		const asked = nex.requests.length;
		nex.addInsights([{ content: 'x' }]);
		await pass(5 * MINUTE);
		expect(both.executions).toEqual([]);
		expect(nex.requests.length).toBe(asked);
	});

	test.each(events)('can be published once one of them is gone, though n8n has left the other running: %s', async (event) => {
		const workflowId = `twins-${nex.url}`;
		const before = host({ workflowId, parameters: parametersOf(event), nodeName: 'First' });
		const closeOld = await before.activateAgainWithoutClosing();
		const n8n = host({ workflowId, parameters: parametersOf(event), nodeName: 'Second' });
		await n8n.activate();
		await pass(MINUTE);
		expect(n8n.fatal).toEqual([]);
		await closeOld();
	});
});
