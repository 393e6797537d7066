import { NodeHelpers } from 'n8n-workflow';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import { NexNote } from '../../nodes/NexNote/NexNote.node';
import { descriptionForModels, whereValuesComeFrom } from '../../nodes/shared/tool/description';
import { workflowWith } from '../support/host';
import { actionNodes, asTool } from '../support/nodes';
import { expectOneNote } from '../support/one-note';

const cases = actionNodes.flatMap(({ create, operations }) =>
	operations.map(({ definition }) => ({
		type: create(),
		operation: definition.value,
		action: definition.action,
		definition,
		text: descriptionForModels(definition),
	})),
);

/** A node's parameters as n8n has them, with the defaults of what a saved workflow leaves out. */
function parametersOf(type: INodeType, operation: string) {
	return workflowWith(type, { operation }).nodes.Nex?.parameters ?? {};
}

test.each(cases)('a node that is added for "$action" has that for its name', ({ type, operation, action }) => {
	expect(NodeHelpers.makeNodeName(parametersOf(type, operation), type.description)).toBe(action);
});

test.each(cases)('an agent that has "$action" as a tool reads the whole of it', async ({ type, operation, text, action }) => {
	const tool = asTool(type);
	const workflow = workflowWith(tool, { operation });
	const node = workflow.nodes.Nex;
	if (!node) throw new Error('The workflow has no Nex node');
	const read = NodeHelpers.getToolDescriptionForNode(node, tool, () =>
		String(workflow.expression.getSimpleParameterValue(node, String(node.parameters.toolDescription), 'manual', {})),
	);
	// An n8n that resolves no expression here says what its own rules make of the action.
	expect([text, `${action} in ${type.description.displayName}`]).toContain(read);
	if (NodeHelpers.getToolDescriptionForNode.length > 2) expect(read).toBe(text);
});

describe('What a model reads of each operation', () => {
	test('is said of no two in the same words, and each is short', () => {
		const print = process.env.PRINT_DESCRIPTIONS;
		if (print) process.stdout.write(`${cases.map(({ text }) => `${text.length}: ${text}`).join('\n\n')}\n`);
		expect(new Set(cases.map(({ text }) => text)).size).toBe(cases.length);
		expect(cases.filter(({ text }) => text.length > 1_000).map(({ text }) => text)).toEqual([]);
	});

	test('holds nothing that n8n would take for the end of an expression', () => {
		expect(cases.filter(({ text }) => /[{}]{2}/.test(text)).map(({ text }) => text)).toEqual([]);
	});

	const deleting = cases.filter(({ definition }) => definition.method === 'DELETE');
	test.each(deleting)('$action: what goes with it, what stays, and that nothing brings it back', ({ text }) => {
		expect(text).toMatch(/for good|no way to bring it back|stays?\b|consent again/);
		expect(text).toMatch(/, with |every |stays?\b|so that nothing/);
	});

	const creating = cases.filter(({ definition }) => definition.method === 'POST' && !definition.readOnly);
	test.each(creating)('$action: what comes of it if it is called twice', ({ text }) => {
		expect(text).toMatch(/[Rr]unning it twice/);
	});

	const deep = (fields: INodeProperties[]): INodeProperties[] =>
		fields.flatMap((field) => [
			field,
			...deep((field.options ?? []).flatMap((one) => ('values' in one ? one.values : 'type' in one ? [one] : []))),
		]);
	const asked = cases.flatMap(({ action, text, definition }) =>
		deep(definition.fields)
			.filter(({ name, type, required, routing }) => /Ids?$/.test(name) || (type === 'resourceLocator' && (required || routing)))
			.map(({ displayName }) => ({
				action,
				text,
				displayName,
				hint: whereValuesComeFrom(definition.fields).find(({ field }) => field === displayName)?.hint ?? 'no hint',
			})),
	);
	const names = cases.map(({ definition }) => definition.name);
	test.each(asked)('$action: which operation returns what "$displayName" asks for', ({ text, hint }) => {
		expect(text).toContain(hint);
		expect(names.some((name) => hint.includes(name)) || hint.includes('an earlier answer')).toBe(true);
	});
});

test.each([{}, { resource: 'note' }])('a workflow runs whether or not it was saved with the resource: %j', async (saved) => {
	await expectOneNote(new NexNote(), { ...saved, operation: 'get' });
});
