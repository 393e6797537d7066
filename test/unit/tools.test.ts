import { NodeHelpers } from 'n8n-workflow';
import { NexNote } from '../../nodes/NexNote/NexNote.node';
import { startNexServer } from '../nex-server';
import { runNode, workflowWith } from '../support/host';
import { actionNodes } from '../support/nodes';

const cases = actionNodes.flatMap(({ create, operations }) =>
	operations.map(({ definition: { value, action } }) => ({ type: create(), operation: value, action })),
);

/** A node's parameters as n8n has them, with the defaults of what a saved workflow leaves out. */
function parametersOf({ type, operation }: (typeof cases)[number]) {
	return workflowWith(type, { operation }).nodes.Nex?.parameters ?? {};
}

test.each(cases)('an agent that has "$action" as a tool is told just that', (one) => {
	expect(NodeHelpers.makeDescription(parametersOf(one), one.type.description)).toBe(`${one.action} in ${one.type.description.displayName}`);
});

test.each(cases)('a node that is added for "$action" has that for its name', (one) => {
	expect(NodeHelpers.makeNodeName(parametersOf(one), one.type.description)).toBe(one.action);
});

test('no two tools tell an agent the same', () => {
	const descriptions = cases.map((one) => NodeHelpers.makeDescription(parametersOf(one), one.type.description));
	expect(new Set(descriptions).size).toBe(cases.length);
});

test.each([{}, { resource: 'note' }])('a workflow runs whether or not it was saved with the resource: %j', async (saved) => {
	const nex = await startNexServer();
	try {
		const { id } = nex.state.notes.create({ title: 'Call with Ada' });
		const { items, error } = await runNode(new NexNote(), {
			credential: nex.credential,
			parameters: { ...saved, operation: 'get', noteId: { __rl: true, mode: 'id', value: id } },
		});
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: expect.objectContaining({ id, title: 'Call with Ada' }), pairedItem: { item: 0 } }]);
	} finally {
		await nex.close();
	}
});
