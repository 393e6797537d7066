import type { IDataObject, INodeProperties, INodeType } from 'n8n-workflow';
import { setGlobalState } from 'n8n-workflow';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Operation } from '../../nodes/shared/operation/definition';
import { runNode } from '../support/host';
import type { Example } from './examples/example';
import { exampleOperations, pathsOf } from './examples/operations';
import type { Outcome } from './odd-values';
import { BLANKS, HOLDS_OTHERS, oddValues, shownBy } from './odd-values';

setGlobalState({ defaultTimezone: 'UTC' });

// Between two looks at a job nothing happens here that has to be waited for.
jest.mock('../../nodes/shared/transport/wait', () => ({ wait: async () => await new Promise((resolve) => setImmediate(resolve)) }));

interface Subject {
	node: string;
	create: () => INodeType;
	operation: Operation;
	field: INodeProperties;
	/** The collection that the field is in. */
	collection?: string;
	example: Example;
}

const inPath = ({ url }: Operation, { name }: INodeProperties) => url.includes(`{${name}}`);

const subjects: Subject[] = exampleOperations.flatMap(({ node, definition: operation, create, example }) => {
	const base = { node, create, operation, example };
	return operation.fields.flatMap((field): Subject[] => {
		if (field.type === 'collection')
			return (field.options as INodeProperties[]).map((inner) => ({ ...base, field: inner, collection: field.name }));
		return [{ ...base, field }];
	});
});

/** Pickers that are not sent only narrow others, and what stands in the path has a test of its own. */
const walked = subjects.filter(
	({ operation, field }) =>
		!inPath(operation, field) && !(field.type === 'resourceLocator' && !field.routing) && !HOLDS_OTHERS.includes(field.type),
);

test('every field of every operation has values to be tried with', () => {
	expect(walked.filter(({ field }) => oddValues(field) === undefined).map(({ node, field }) => `${node} ${field.name}`)).toEqual([]);
	expect(walked.length).toBeGreaterThan(150);
});

/** A value under the names of a path; undefined if it is not there. */
const at = (object: unknown, path: string[]): unknown =>
	path.reduce<unknown>((value, name) => (value !== null && typeof value === 'object' ? (value as IDataObject)[name] : undefined), object);

let tried = 0;
let nex: NexServer;
beforeEach(async () => {
	// Not held against the contract, which does not know every field that the form offers.
	nex = await startNexServer({ jobDuration: 0, exchangeLog: '' });
});
afterEach(async () => await nex.close());
afterAll(() => {
	console.info(`${tried} values were tried in ${walked.length} fields.`);
});

async function parametersFor({ field, collection, example, operation }: Subject): Promise<{ parameters: IDataObject; input: IDataObject }> {
	const { parameters, input = {} } = await example.given(nex);
	const expression = '={{ $json.odd }}';
	const value = field.type === 'resourceLocator' ? { __rl: true, mode: 'id', value: expression } : expression;
	const others = { ...(parameters as IDataObject) };
	delete others.fieldsToClear;
	// What is emptied cannot have a new value as well, and records that are chosen join those that are typed.
	if (field.name === 'fieldsToClear') delete others.updateFields;
	const known = { ...(collection === undefined ? {} : (others[collection] as IDataObject | undefined)) };
	delete known.records;
	const added = collection === undefined ? { [field.name]: value } : { [collection]: { ...known, ...shownBy(field), [field.name]: value } };
	return {
		parameters: { ...others, ...(collection === undefined && shownBy(field)), ...added, operation: operation.value } as IDataObject,
		input,
	};
}

/** What a blank means: a refusal, the default, or nothing sent. */
function blankOf({ field, collection }: Subject): Outcome | 'nothing' {
	if (field.required) return 'refused';
	if (field.name === 'maximumNodes') return { sent: 100 };
	if (collection !== undefined || field.default === '' || (Array.isArray(field.default) && field.default.length === 0)) return 'nothing';
	return { sent: field.default };
}

/** How a field takes its odd values: what must be refused and was, what must arrive and did. */
interface Walk {
	refusals: { wanted: string[]; got: string[] };
	arrivals: { wanted: string[]; got: string[] };
}

async function walk(subject: Subject): Promise<Walk> {
	const { operation, field } = subject;
	const odd = [...BLANKS, ...(oddValues(field) ?? [])];
	tried += odd.length;
	const { parameters, input } = await parametersFor(subject);
	const before = nex.requests.length;
	const { items, error } = await runNode(subject.create(), {
		credential: nex.credential,
		parameters,
		items: odd.map(([value]) => ({ json: { ...input, odd: value as IDataObject[string] } })),
		node: { onError: 'continueRegularOutput' },
	});
	if (error) throw error;
	const refused = new Set<number>();
	for (const { json, pairedItem } of items) {
		const message = String((json as IDataObject).error ?? '');
		if (message.startsWith(`"${field.displayName}"`)) refused.add((pairedItem as { item: number }).item);
	}
	const outcomes = odd.map(([, outcome]) => (outcome === 'blank' ? blankOf(subject) : outcome));
	const those = (isMeant: (index: number) => boolean) =>
		odd.flatMap(([value], index) => (isMeant(index) ? [String(JSON.stringify(value)) + index] : []));
	const refusals = { wanted: those((index) => outcomes[index] === 'refused'), got: those((index) => refused.has(index)) };

	const { property, type } = field.routing?.send ?? {};
	if (property === undefined || property.startsWith('=') || operation.paging) return { refusals, arrivals: { wanted: [], got: [] } };
	const seen = nex.requests.slice(before).filter(({ method, path }) => method === operation.method && pathsOf(operation).test(path));
	const told = (value: unknown) => (type === 'query' && value !== undefined ? String(value) : value);
	// If nothing is left to change no request is sent at all: what is not there need not be counted.
	const order = (values: unknown[]) =>
		values
			.filter((value) => value !== undefined)
			.map((value) => JSON.stringify(value))
			.sort();
	const got = order(seen.map(({ body, query }) => at(type === 'query' ? query : body, property.split('.'))));
	const wanted = order(
		outcomes.flatMap((outcome) => (outcome === 'nothing' ? [undefined] : typeof outcome === 'object' ? [told(outcome.sent)] : [])),
	);
	// Some operations send it under another name.
	const isRenamed = operation.prepare !== undefined && got.length === 0;
	return { refusals, arrivals: { wanted: isRenamed ? [] : wanted, got } };
}

const titleOf = ({ node, operation, field }: Subject) => `${node}, ${operation.name}, ${field.displayName}`;

describe.each(walked.map((subject) => [titleOf(subject), subject] as const))('%s', (_name, subject) => {
	test('every odd value arrives as meant, is refused by name before any request, or means what a blank means', async () => {
		const { refusals, arrivals } = await walk(subject);
		expect(refusals.got).toEqual(refusals.wanted);
		expect(arrivals.got).toEqual(arrivals.wanted);
	});
});

const exceptional = walked.filter(({ operation, field }) => operation.exceptions?.[field.name] !== undefined);

test('every exception that an operation names is for a field that is walked', () => {
	const named = new Set(
		subjects.flatMap(({ node, operation }) => Object.keys(operation.exceptions ?? {}).map((name) => `${node} ${operation.value} ${name}`)),
	);
	expect(new Set(exceptional.map(({ node, operation, field }) => `${node} ${operation.value} ${field.name}`))).toEqual(named);
	expect(named.size).toBeGreaterThan(4);
});

test.each(exceptional.map((subject) => [titleOf(subject), subject] as const))(
	'%s: without the exception that the operation names for it, values go wrong',
	async (_name, subject) => {
		const { operation, field } = subject;
		const named = operation.exceptions;
		const others = Object.fromEntries(Object.entries(named ?? {}).filter(([name]) => name !== field.name));
		const { refusals, arrivals } = await (async () => {
			try {
				operation.exceptions = others;
				return await walk(subject);
			} finally {
				operation.exceptions = named;
			}
		})();
		expect([refusals.got, arrivals.got]).not.toEqual([refusals.wanted, arrivals.wanted]);
	},
);
