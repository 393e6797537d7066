import type { IDataObject } from 'n8n-workflow';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Between } from '../support/between';
import { pass, startBetween } from '../support/between';
import { runNode } from '../support/host';
import { picked } from './examples/example';
import type { ExampleOperation } from './examples/operations';
import { exampleOperations } from './examples/operations';
import type { MoreAnswers } from './examples/more-answers';
import { moreAnswers } from './examples/more-answers';

// Between two looks at a job nothing happens here that has to be waited for.
jest.mock('../../nodes/shared/transport/wait', () => ({ wait: async () => await new Promise((resolve) => setImmediate(resolve)) }));

const isObjects = (value: unknown): value is IDataObject[] =>
	Array.isArray(value) && value.length > 0 && value.every((one) => one !== null && typeof one === 'object');

/** A body in which the outermost list of objects is something else. */
function changed(body: unknown, change: (rows: IDataObject[]) => unknown): unknown {
	if (isObjects(body)) return change(body);
	if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
	const entries = Object.entries(body);
	const name = entries.find(([, value]) => isObjects(value))?.[0];
	return Object.fromEntries(
		entries.map(([key, value]) => [
			key,
			name === undefined ? changed(value, change) : key === name ? change(value as IDataObject[]) : value,
		]),
	);
}

const forms: Array<[string, (rows: IDataObject[]) => unknown]> = [
	['keyed by ID', (rows) => Object.fromEntries(rows.map((row, at) => [`r${at}`, row]))],
	['inside another page', (rows) => ({ data: rows, total: rows.length })],
	['inside another list', (rows) => [rows]],
	['as JSON in a text', (rows) => JSON.stringify(rows)],
	['as texts', (rows) => rows.map(({ id }) => `row ${String(id)}`)],
	['as their number', (rows) => rows.length],
	['without IDs', (rows) => rows.map((row) => ({ ...row, id: '' }))],
	['with the ID 0', (rows) => rows.map((row) => ({ ...row, id: 0 }))],
	['with the ID of no bits', (rows) => rows.map((row) => ({ ...row, id: '00000000-0000-0000-0000-000000000000' }))],
	['with one ID for all', (rows) => rows.map((row, at) => ({ ...row, id: '7', at }))],
];

let nex: NexServer;
let between: Between | undefined;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0, exchangeLog: '' });
});
afterEach(async () => {
	await between?.close();
	await nex.close();
});

/** Operations that take lists out of an answer, and what their forms have besides. */
const lists = exampleOperations
	.filter(({ definition: { method, answer, items } }) => method !== 'DELETE' && (answer ?? items))
	.flatMap((one) =>
		[{}, ...(moreAnswers[`${one.node}.${one.operation}`] ?? [])].map((more: MoreAnswers, at) => ({ ...one, more, at: at + 1 })),
	);

type Subject = ExampleOperation & { more: MoreAnswers };

/** Runs an operation whose answers have another body. */
async function runWith({ example, operation, create, more }: Subject, change: (body: unknown) => unknown) {
	await between?.close();
	await nex.close();
	nex = await startNexServer({ jobDuration: 0, exchangeLog: '', ...(more.data && { data: more.data }) });
	const { parameters, input = {} } = await example.given(nex);
	for (const [operationId, body] of Object.entries(more.answers ?? {}))
		nex.faults.add({ operation: operationId, times: Infinity, do: { status: 200, body } });
	between = await startBetween(nex, (response, answer) => {
		const isJson = String(answer.headers['content-type']).includes('json');
		const body = isJson ? Buffer.from(JSON.stringify(change(JSON.parse(answer.body.toString())))) : answer.body;
		pass(response, { ...answer, body });
	});
	return await runNode(create(), {
		credential: between.credential,
		items: [{ json: input }],
		parameters: { ...parameters, ...more.parameters, operation },
	});
}

describe.each(lists)('$node, $operation, form $at', (subject) => {
	test.each(forms)('gives no fewer rows without a word if they come %s', async (_form, change) => {
		const { items: wanted } = await runWith(subject, (body) => body);
		const { items, error } = await runWith(subject, (body) => changed(body, change));
		expect(error ? [] : wanted).toHaveLength(items.length);
	});
});

/** Where a job stands and what it found comes without a count of rows. */
const isCounted = ({ definition: { answer, continueFrom } }: ExampleOperation) => answer !== undefined && !continueFrom;
const rowsOfAnswer = lists.filter(({ more, ...one }) => isCounted(one) && Object.keys(more).length === 0);

describe.each(rowsOfAnswer)('$node, $operation', (subject) => {
	// Beside a total, a count is that of the page.
	const counts = subject.definition.paging?.by === 'offset' ? [] : [{ count: 900 }];
	test.each([{ total: 900 }, { has_more: true }, ...counts])('tells of rows that did not come if the answer says %j', async (said) => {
		const form = { ...subject, more: { parameters: { limit: 50 } } };
		const { error, run } = await runWith(form, (body) => ({
			...(Array.isArray(body) ? { data: body } : (body as object)),
			has_next_page: undefined,
			...said,
		}));
		expect(error ?? run.data.resultData.metadata).toBeDefined();
	});
});

test.each([{ results: 'x' }, { results: { person: { r1: { id: '7', type: 'person' } } } }])(
	'nothing is created where no record was found in a search of which something could not be read, %j',
	async (body) => {
		nex.faults.add({ operation: 'searchRecords', times: Infinity, do: { status: 200, body } });
		const { error } = await runNode(new NexRecord(), {
			credential: nex.credential,
			parameters: {
				operation: 'createOrUpdate',
				objectType: picked('person'),
				matchingAttribute: 'name',
				attributesMode: 'json',
				attributesJson: '{ "name": "Ada" }',
				writeMode: 'onlyIfEmpty',
			},
		});
		expect(error?.message).toContain('Nex answered without');
		expect(nex.requests.map(({ path }) => path)).toEqual(['/v1/search']);
	},
);
