import { addHint } from '../../nodes/shared/hint';

/** The context of one item of a run, and what n8n hears from it. */
function item(run: object, hints?: unknown[]) {
	const warnings: string[] = [];
	const stored = new Map<string, string>();
	const context = {
		getExecuteData: () => run,
		getNode: () => ({ name: 'My Node' }),
		getItemIndex: () => 0,
		getWorkflowDataProxy: () => ({ $execution: { customData: stored } }),
		logger: { warn: (message: string) => warnings.push(message) },
		...(hints && { addExecutionHints: (hint: unknown) => hints.push(hint) }),
	};
	return { context: context as never, warnings, stored };
}

test('what several items of a run say stands on the output once, and again in the next run', () => {
	const hints: unknown[] = [];
	const run = {};
	for (const message of ['One.', 'One.', 'Two.']) addHint(item(run, hints).context, message);
	expect(hints).toEqual(['One.', 'Two.'].map((message) => ({ message, location: 'outputPane', type: 'warning' })));
	addHint(item({}, hints).context, 'One.');
	expect(hints).toHaveLength(3);
});

test('if n8n takes no hints from the node, all that was said is in the data of the execution, and each in the log', () => {
	const { context, warnings, stored } = item({});
	for (const message of ['One.', 'One.', 'Two.']) addHint(context, message);
	expect(warnings).toEqual(['My Node: One.', 'My Node: Two.']);
	expect([...stored]).toEqual([['My_Node', 'One. Two.']]);
});

test('a message longer than n8n takes is cut, and a host without such data is no trouble', () => {
	const { context, stored } = item({});
	addHint(context, 'x'.repeat(300));
	expect(stored.get('My_Node')).toHaveLength(250);
	const bare = { ...(item({}).context as object), getWorkflowDataProxy: () => ({}) };
	expect(() => addHint(bare as never, 'One.')).not.toThrow();
});
