import { startNexServer } from '../nex-server';
import { afterAbsence, asked, contents, hosts, killed, listening, MINUTE, nex, numbered, SECOND } from '../support/insight-hosts';
import { isN8n1 } from '../support/n8n-versions';
import { pass, passUntil, settle } from '../support/virtual-time';

test('an n8n that could start nothing for some seconds gets its usual number of workflows afterwards', async () => {
	const n8n = await listening({ deduplicates: false });
	nex.addInsights([{ content: 'first' }]);
	await passUntil(() => n8n.executions.length === 1, 'the first');
	await pass(SECOND);
	// n8n cannot dispatch anything for some seconds.
	let away = true;
	n8n.onExecution = (execution) => {
		if (away) setImmediate(() => execution.fail(new Error('the database is away')));
	};
	n8n.runs = 'never';
	nex.addInsights([{ content: 'second' }]);
	await passUntil(() => contents(n8n).filter((content) => content === 'second').length === 2, 'a second try', 7 * SECOND);
	away = false;
	n8n.runs = 0;
	await pass(10 * SECOND);
	// All is well again: n8n runs everything and tells the end at once.
	nex.addInsights(numbered(40));
	await passUntil(() => new Set(contents(n8n).filter((content) => content.startsWith('n'))).size === 40, 'all', 2 * MINUTE);
});

test('until n8n has told when a workflow ends, workflows of two minutes run twice as many at once as allowed, never more', async () => {
	const n8n = await listening({ runs: 2 * MINUTE });
	nex.addInsights(numbered(100));
	await passUntil(() => n8n.executions.length >= 100, 'all', 60 * MINUTE, SECOND);
	expect(n8n.mostInFlight).toBeLessThanOrEqual(20);
});

test('if workflows take two minutes, the next insight about a record still waits for the one before', async () => {
	const n8n = await listening({ runs: 2 * MINUTE });
	for (let index = 0; index < 30; index++) {
		nex.addInsights([{ content: `warm ${index}` }]);
		await pass(150 * SECOND, 10 * SECOND);
	}
	const about = { target: { type: 'entity', hint: 'Ida Berg' } };
	nex.addInsights([
		{ content: 'Ida 1', ...about },
		{ content: 'Ida 2', ...about },
	]);
	await passUntil(() => contents(n8n).includes('Ida 1'), 'the first about the record');
	await pass(30 * SECOND);
	expect(contents(n8n).filter((content) => content.startsWith('Ida'))).toEqual(['Ida 1']);
});

test('an execution that n8n could not start comes again if the workflow is published anew before that', async () => {
	const n8n = await listening({ runs: 'never', deduplicates: false });
	nex.addInsights([{ content: 'x' }]);
	await passUntil(() => n8n.executions.length === 1, 'a try');
	n8n.executions[0]?.fail(new Error('the database is away'));
	await pass(SECOND);
	await n8n.deactivate();
	await pass(SECOND);
	await n8n.activate('update' as never);
	await passUntil(() => n8n.executions.length === 2, 'the second try', 5 * MINUTE);
	await pass(MINUTE);
	expect(contents(n8n)).toEqual(['x', 'x']);
});

test('a clock that is set back an hour does not hold a batch back for an hour', async () => {
	const n8n = await listening({ parameters: { options: { batchSize: 10, batchWait: 10 } } });
	nex.addInsights([{ content: 'n0' }]);
	await settle();
	await pass(SECOND);
	jest.setSystemTime(Date.now() - 60 * MINUTE);
	await passUntil(() => n8n.executions.length === 1, 'the batch', MINUTE);
	expect(contents(n8n)).toEqual(['n0']);
});

test('a credential that is pointed at another workspace brings nothing of it to a workflow with a credential of its own', async () => {
	const other = await startNexServer({ data: 'empty' });
	try {
		const a = await listening({ credentialId: 'a' });
		const b = await listening({ credentialId: 'b' });
		await pass(2 * MINUTE);
		// Somebody points A's credential at another workspace; B's is not touched.
		a.credentials.nexApi = { ...other.credential };
		other.addInsights([{ content: 'secret of the other workspace' }], { emit: false });
		await pass(70 * MINUTE, 30 * SECOND);
		expect(contents(b)).toEqual([]);
	} finally {
		for (const one of hosts) await one.deactivate();
		await other.close();
	}
});

test('a wrong key in one credential does not stop a workflow whose own has the right one', async () => {
	const a = await listening({ credentialId: 'a' });
	const b = await listening({ credentialId: 'b' });
	await pass(2 * MINUTE);
	a.credentials.nexApi = { ...nex.credential, apiKey: 'sk-typo' };
	// The next look at REST, within the hour.
	await pass(61 * MINUTE, 10 * SECOND);
	expect(b.failures.map(({ message }) => message)).toEqual([]);
	nex.addInsights([{ content: 'n0' }]);
	await passUntil(() => b.executions.length === 1, 'the insight', 5 * MINUTE);
	expect(contents(b)).toEqual(['n0']);
});

test('a credential without a key does not keep a workflow with its own from what it missed', async () => {
	const a = await listening({ credentialId: 'a' });
	const b = await listening({ credentialId: 'b' });
	await pass(2 * MINUTE);
	a.credentials.nexApi = { ...nex.credential, apiKey: '' };
	nex.shapes.replay = 'none';
	nex.stream.drop();
	nex.addInsights([{ content: 'n0' }], { emit: false });
	await passUntil(() => b.executions.length === 1, 'the insight', 3 * 60 * MINUTE, 30 * SECOND);
	expect(contents(b)).toEqual(['n0']);
});

test('an insight that comes without a confidence passes a minimum', async () => {
	const n8n = await listening({ parameters: { filters: { minConfidence: 0.5 } } });
	nex.shapes.replay = 'none';
	nex.stream.drop();
	nex.addInsights([{ content: 'n0', confidence: 0.9 }], { emit: false });
	await passUntil(() => n8n.executions.length === 1, 'the insight', MINUTE);
	expect(contents(n8n)).toEqual(['n0']);
});

test('an insight that REST shows before the stream sends it is judged by all that the stream says of it', async () => {
	const n8n = await listening({ parameters: { filters: { entity: 'pine.example' } } });
	nex.shapes.replay = 'none';
	nex.stream.drop();
	const target = { type: 'entity', hint: 'Pine Foods', signals: [{ type: 'domain', value: 'pine.example' }] };
	const [insight] = nex.addInsights([{ content: 'n0', target }], { emit: false }) as never as object[];
	await passUntil(() => nex.stream.connections === 1, 'connected again');
	await pass(5 * SECOND);
	nex.stream.write(`event: insight.batch.created\ndata: ${JSON.stringify({ insights: [insight ?? { content: 'n0', target }] })}\n\n`);
	await passUntil(() => n8n.executions.length === 1, 'the insight');
	await pass(5 * SECOND);
	expect(contents(n8n)).toEqual(['n0']);
});

test.each([
	['204', { status: 204 }],
	['200 with nothing in it', { status: 200, body: '' }],
	['an object that is no list', { status: 200, body: { code: 200, message: 'warming up' } }],
	['500, as a control', { status: 500 }],
])('what came while n8n was off is not lost if REST answers once with %s', async (_what, answer) => {
	const second = await afterAbsence(60, MINUTE);
	// After the first contact, when the gap is read.
	nex.faults.add({ operation: 'getInsights', skip: 1, times: 1, do: answer });
	await second.activate('init');
	await passUntil(() => new Set(contents(second)).size === 60, 'all of them', 3 * 60 * MINUTE, 10 * SECOND);
});

test.each([
	['204', { status: 204 }],
	['an object that is no list', { status: 200, body: { code: 200, message: 'warming up' } }],
	['500, as a control', { status: 500 }],
])('old insights are skipped if the first answer is %s', async (_what, answer) => {
	const now = nex.state.time();
	nex.addInsights(
		numbered(300, (index) => ({ created_at: new Date(now - 86_400_000 * 30 + index * MINUTE).toISOString() })),
		{ emit: false },
	);
	nex.faults.add({ operation: 'getInsights', times: 1, do: answer });
	const n8n = await listening();
	await pass(10 * MINUTE);
	expect(contents(n8n)).toEqual([]);
});

test('a quiet trigger keeps its place although another trigger of its workflow starts first', async () => {
	const quiet = await listening({ nodeName: 'Nex' });
	await pass(MINUTE);
	quiet.kill();
	await quiet.deactivate();
	const aged = quiet.staticData;
	await pass(91 * 24 * 60 * MINUTE, 24 * 60 * MINUTE);
	const { stateOf } = await import('../../nodes/NexTrigger/running');
	const data = JSON.parse(aged).global as Record<string, unknown>;
	expect(Object.keys(data)).toEqual(['nexTrigger:nex']);
	stateOf({ getWorkflow: () => ({ id: 'other' }), getNode: () => ({ id: 'second' }), getWorkflowStaticData: () => data } as never).read(
		Date.now(),
	);
	expect(Object.keys(data)).toEqual(['nexTrigger:nex']);
});

test('what Nex asks for with Retry-After is waited for when it is asked for missed insights', async () => {
	await listening();
	nex.faults.add({ operation: 'getInsights', times: 10_000, do: { status: 429, headers: { 'retry-after': '1800' } } });
	nex.stream.drop();
	const before = asked('getInsights');
	await pass(29 * MINUTE, 5 * SECOND);
	expect(asked('getInsights') - before).toBeLessThanOrEqual(2);
});

test('an insight that came while n8n was off passes the filter of its workspace', async () => {
	const first = await listening({ parameters: { filters: { workspace: nex.state.workspace.slug } } });
	nex.addInsights([{ content: 'n0' }]);
	await passUntil(() => first.executions.length === 1, 'one');
	await first.deactivate();
	nex.shapes.replay = 'none';
	nex.addInsights([{ content: 'n1' }], { emit: false });
	const second = await killed(first);
	await passUntil(() => contents(second).includes('n1'), 'what came meanwhile', 5 * MINUTE);
	// n8n 1 knows no keys, so what was handed over last starts again.
	expect(contents(second)).toEqual(isN8n1 ? ['n0', 'n1'] : ['n1']);
});

test('an insight of another workspace does not pass the filter of one by its ID', async () => {
	const n8n = await listening({ parameters: { filters: { workspace: '1' } } });
	nex.shapes.replay = 'none';
	nex.stream.drop();
	nex.addInsights([{ content: 'n0' }], { emit: false });
	await pass(5 * MINUTE);
	expect(contents(n8n)).toEqual([]);
});
