import { host, nex, withEmptyNex } from '../support/hosts';
import type { TriggerHost } from '../support/trigger-host';
import { until } from '../support/trigger-host';

withEmptyNex();

const contents = (of: TriggerHost) => of.items.map(({ content }) => content);

async function listening(of: TriggerHost): Promise<void> {
	await of.activate();
	await until(() => nex.stream.connections === 1, 'the stream is open');
}

/** Thirty insights of a minute ago. */
const addOld = () =>
	nex.addInsights(
		Array.from({ length: 30 }, (_none, index) => ({
			content: `old ${index}`,
			created_at: new Date(Date.now() - 60_000 + index).toISOString(),
		})),
	);

test('an insight starts the workflow, with its workspace and every field Nex sent', async () => {
	const n8n = host();
	await listening(n8n);
	nex.addInsight({ content: 'Renewal at risk', confidence: 0.71 });
	await until(() => n8n.executions.length === 1, 'an execution');
	expect(n8n.items[0]).toMatchObject({ content: 'Renewal at risk', confidence: 0.71, workspace: { slug: nex.state.workspace.slug } });
});

test('insights that were there before the first activation are skipped unless asked for', async () => {
	addOld();
	const n8n = host();
	await listening(n8n);
	nex.addInsight({ content: 'new' });
	await until(() => n8n.executions.length > 0, 'an execution');
	expect(contents(n8n)).toEqual(['new']);
});

test('past insights are delivered oldest first when the user asks for the most recent', async () => {
	addOld();
	const n8n = host({ parameters: { history: 'recent', options: { concurrency: 1 } } });
	await listening(n8n);
	await until(() => n8n.executions.length >= 20, 'twenty executions');
	expect(contents(n8n)).toEqual(Array.from({ length: 20 }, (_none, index) => `old ${index + 10}`));
});

test('the next insight about a record waits until the workflow of the one before has ended, and others go on', async () => {
	const n8n = host({ runs: 'never' });
	await listening(n8n);
	const about = (hint: string) => ({ target: { type: 'entity', hint, entity_type: 'person' } });
	nex.addInsights([
		{ content: 'Ida 1', ...about('Ida Berg') },
		{ content: 'Ida 2', ...about('ida berg ') },
		{ content: 'Ola 1', ...about('Ola Dahl') },
		{ content: 'Ida 3', ...about('Ida Berg') },
	]);
	await until(() => n8n.executions.length === 2, 'two executions');
	expect(contents(n8n)).toEqual(['Ida 1', 'Ola 1']);
	n8n.executions[0]?.end();
	await until(() => n8n.executions.length === 3, 'the third execution');
	n8n.executions[2]?.end();
	await until(() => n8n.executions.length === 4, 'the fourth execution');
	expect(contents(n8n)).toEqual(['Ida 1', 'Ola 1', 'Ida 2', 'Ida 3']);
});

test('insights about one record go together, in order, if an execution may get several', async () => {
	const n8n = host({ runs: 'never', parameters: { options: { batchSize: 2, batchWait: 1 } } });
	await listening(n8n);
	const about = { entities: [{ id: '7', name: 'Ida Berg', type: 'person' }], target: undefined };
	nex.addInsights(['1', '2', '3', '4'].map((content) => ({ content, ...about })));
	await until(() => n8n.executions.length === 1, 'an execution');
	expect(contents(n8n)).toEqual(['1', '2']);
	n8n.executions[0]?.end();
	await until(() => n8n.executions.length === 2, 'the second execution');
	expect(contents(n8n)).toEqual(['1', '2', '3', '4']);
});

test('an insight arrives after the connection was lost, and none comes twice', async () => {
	const n8n = host();
	await listening(n8n);
	nex.addInsight({ content: 'before' });
	await until(() => n8n.executions.length === 1, 'an execution');
	nex.stream.reset();
	nex.addInsights([{ content: 'in the gap' }], { emit: false });
	await until(() => n8n.executions.length === 2, 'the second execution');
	nex.addInsight({ content: 'after' });
	await until(() => n8n.executions.length === 3, 'the third execution');
	expect(contents(n8n)).toEqual(['before', 'in the gap', 'after']);
});

test('a workflow is not activated with a key that Nex refuses, and the error says what to do', async () => {
	const n8n = host({ credential: { ...nex.credential, apiKey: nex.addKey(['record.read']) } });
	await expect(n8n.activate()).rejects.toThrow(/lacks the scope "insight.stream"/);
	expect(nex.requests.length).toBeLessThanOrEqual(2);
});

test('a key kept as an expression, which n8n evaluates no more once the workflow is active, goes on to be used', async () => {
	const n8n = host();
	await listening(n8n);
	n8n.credentials.failure = new Error('No bridge acquired for this context. Call acquire() first.');
	nex.stream.reset();
	nex.addInsights([{ content: 'in the gap' }], { emit: false });
	await until(() => n8n.executions.length === 1, 'an execution');
	expect(contents(n8n)).toEqual(['in the gap']);
});

test('the editor shows the most recent insight at once', async () => {
	nex.addInsights([
		{ content: 'older', created_at: '2026-01-01T00:00:00Z' },
		{ content: 'newest', created_at: '2026-02-01T00:00:00Z' },
	]);
	const items = await host().test();
	expect(items.map(({ json }) => json.content)).toEqual(['newest']);
});

test('the editor says so if there is no insight to show', async () => {
	await expect(host().test()).rejects.toThrow('Nex has no insight yet');
});

test('nothing of the trigger is left after deactivation', async () => {
	const n8n = host();
	await listening(n8n);
	await n8n.deactivate();
	await until(() => nex.stream.connections === 0, 'the stream is closed');
	nex.addInsight({ content: 'too late' });
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(n8n.executions).toEqual([]);
});
