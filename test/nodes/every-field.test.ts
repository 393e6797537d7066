import type { IDataObject, INodeProperties, INodeType } from 'n8n-workflow';
import { setGlobalState } from 'n8n-workflow';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Operation } from '../../nodes/shared/operation/definition';
import { runNode } from '../support/host';
import { actionNodes } from '../support/nodes';
import type { Example } from './examples/example';

setGlobalState({ defaultTimezone: 'UTC' });

/** What must come of a value: this on the wire, a refusal by the field's name, or what a blank means in the field. */
type Outcome = { sent: unknown } | 'refused' | 'blank';
type Odd = [value: unknown, outcome: Outcome];

interface Subject {
	node: string;
	create: () => INodeType;
	operation: Operation;
	field: INodeProperties;
	/** The collection that the field is in. */
	collection?: string;
	example: Example;
}

const BLANKS: Odd[] = [undefined, null, '', ' ', '\t\n', '\u00A0', '\u200B', '\uFEFF '].map((value) => [value, 'blank']);
const HALF_EMOJI = '\uD83D';
const refused = (...values: unknown[]): Odd[] => values.map((value) => [value, 'refused']);
const sent = (wire: unknown, ...values: unknown[]): Odd[] => values.map((value) => [value, { sent: wire }]);

const NO_DATES = [
	'04.05.2026',
	'05/04/2026',
	'2026/05/04 09:00',
	'May 4, 2026',
	'2026-02-30',
	'2026-13-01',
	'tomorrow',
	'5',
	46146,
	1777881600,
];

const dates: Odd[] = [
	...sent('2026-05-04T09:00:00.000Z', '2026-05-04T09:00:00Z', '2026-05-04T11:00:00+02:00', ' 2026-05-04T09:00:00.000Z ', 1777885200000),
	...sent('2026-05-04T00:00:00.000Z', '2026-05-04', '2026-05-04 00:00:00', '2026-05-04T00:00'),
	...refused(...NO_DATES, Number.NaN, Infinity, true, {}, '1777881600', '2026-05-04T25:00'),
];

const switches: Odd[] = [
	...sent(true, true, 'true', 'TRUE', ' True ', 1, '1', 'yes', 'YES'),
	...sent(false, false, 'false', 'FALSE', 0, '0', 'no', 'No'),
	...refused('maybe', 2, -1, {}, [true], Number.NaN, 'truefalse', 'null'),
];

const texts: Odd[] = [
	...sent('a text', 'a text'),
	...sent('Ångström 😀, "quoted"', 'Ångström 😀, "quoted"'),
	...sent('10115', 10115, '10115'),
	...sent('true', true),
	...sent('two\nlines', 'two\nlines'),
	...refused(Number.NaN, Infinity, { a: 1 }, ['a'], `cut ${HALF_EMOJI}`, 40112233445566771),
];

const ids: Odd[] = [
	...sent('40112233445566771', '40112233445566771', ' 40112233445566771 '),
	...sent('77', 77, '77'),
	...refused('null', 'undefined', 'a/b', '../x', '%2e%2e', 'a b', `x${HALF_EMOJI}`, Number.NaN, true, 40112233445566771),
];

const idLists: Odd[] = [
	...sent(['77', '78'], '77, 78', '77\n78', ['77', '78'], [77, 78], '["77","78"]', [{ id: '77' }, { id: '78' }], '77,78,77', [
		'77',
		null,
		'78',
	]),
	...sent(['77'], '77', 77, '["77"]'),
	...refused('a/b', ['77', '../x'], 'null', [{}], '[broken', `${HALF_EMOJI}`),
];

const wordLists: Odd[] = [
	...sent(['a', 'b'], 'a, b', 'a\nb', ['a', 'b'], '["a","b"]', ' a ,b,, a'),
	...refused([{}], '[broken', Number.NaN),
];

const sampleNumber = ({ typeOptions: { minValue = 1 } = {} }: INodeProperties) => Math.max(minValue, 7);

function numbers(field: INodeProperties): Odd[] {
	const { minValue, maxValue, numberPrecision } = field.typeOptions ?? {};
	const good = sampleNumber(field);
	return [
		...sent(good, good, String(good), ` ${good} `, `${good}.0`, `+${good}`),
		...refused(Number.NaN, Infinity, -Infinity, 'seven', '7 rows', '1,5', '0x10', true, {}, [good], '4011223344556677123'),
		...(minValue === undefined ? [] : refused(minValue - 1, String(minValue - 1))),
		...(maxValue === undefined ? [] : refused(maxValue + 1, String(maxValue + 1))),
		...(numberPrecision === 0 ? refused(good + 0.5, `${good}.5`) : []),
	];
}

const choicesOf = ({ options = [] }: INodeProperties) => options as Array<{ name: string; value: string }>;

function choices(field: INodeProperties): Odd[] {
	return [
		...choicesOf(field).flatMap(({ name, value }) => sent(value, value, name, name.toUpperCase(), ` ${name.toLowerCase()} `)),
		...refused('no such choice', {}, Number.NaN, 99, true),
	];
}

function severalChoices(field: INodeProperties): Odd[] {
	const [first, second = first] = choicesOf(field);
	if (!first || !second) return [];
	const both = [...new Set([first.value, second.value])];
	return [
		...sent([first.value], [first.value], first.value, first.name, `["${first.value}"]`, first.name.toUpperCase()),
		...sent(both, [first.value, second.value], `${first.name}, ${second.name}`, `${first.value}\n${second.value}`, JSON.stringify(both)),
		...refused('no such choice', ['no such choice'], [{}], '[broken', Number.NaN),
	];
}

const EXCEPTIONS: Record<string, Odd[]> = { assigneeId: ids, assigneeIds: idLists, recordIds: idLists, otherTypes: wordLists };

/** The odd values for a field; undefined for a field that only holds others or that a test of its own walks. */
function oddValues(field: INodeProperties): Odd[] | undefined {
	const exception = EXCEPTIONS[field.name];
	if (exception) return exception;
	const isLoaded = field.typeOptions?.loadOptionsMethod !== undefined;
	switch (field.type) {
		case 'number':
			return numbers(field);
		case 'boolean':
			return switches;
		case 'options':
			return isLoaded ? sent('name', 'name', ' name ') : choices(field);
		case 'multiOptions':
			return isLoaded ? sent(['a', 'b'], ['a', 'b'], 'a, b', '["a","b"]') : severalChoices(field);
		case 'dateTime':
			return dates;
		case 'string':
			return texts;
		case 'resourceLocator':
			return ids;
		default:
			return undefined;
	}
}

const HOLDS_OTHERS = ['collection', 'fixedCollection', 'resourceMapper', 'json', 'notice', 'hidden'];

const inPath = ({ url }: Operation, { name }: INodeProperties) => url.includes(`{${name}}`);

const subjects: Subject[] = actionNodes.flatMap(({ name: node, create, operations }) => {
	const examples = jest.requireActual<Record<string, Record<string, Example>>>(`./examples/${node}`)[node] ?? {};
	return operations.flatMap(({ definition: operation }) => {
		const example = examples[operation.value];
		if (!example) throw new Error(`There is no example of ${node}.${operation.value}`);
		const base = { node, create, operation, example };
		return operation.fields.flatMap((field): Subject[] => {
			if (field.type === 'collection')
				return (field.options as INodeProperties[]).map((inner) => ({ ...base, field: inner, collection: field.name }));
			return [{ ...base, field }];
		});
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

/** What the form has besides, so that the field is shown. */
const shownBy = ({ displayOptions }: INodeProperties): IDataObject =>
	Object.fromEntries(Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [name, values?.[0] as IDataObject[string]]));

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

describe.each(walked.map((subject) => [`${subject.node}, ${subject.operation.name}, ${subject.field.displayName}`, subject] as const))(
	'%s',
	(_name, subject) => {
		test('every odd value arrives as meant, is refused by name before any request, or means what a blank means', async () => {
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
			expect(error).toBeUndefined();
			const refusals = new Map<number, string>();
			for (const { json, pairedItem } of items) {
				const message = String((json as IDataObject).error ?? '');
				if (message.startsWith(`"${field.displayName}"`)) refusals.set((pairedItem as { item: number }).item, message);
			}
			const outcomes = odd.map(([, outcome]) => (outcome === 'blank' ? blankOf(subject) : outcome));
			const wanted = odd.flatMap(([value], index) => (outcomes[index] === 'refused' ? [String(JSON.stringify(value)) + index] : []));
			const got = odd.flatMap(([value], index) => (refusals.has(index) ? [String(JSON.stringify(value)) + index] : []));
			expect(got).toEqual(wanted);

			const { property, type } = field.routing?.send ?? {};
			if (property === undefined || property.startsWith('=') || operation.paging) return;
			const own = new RegExp(`^${operation.url.replace(/\{\w+\}/g, '[^/]+')}$`);
			const seen = nex.requests.slice(before).filter(({ method, path }) => method === operation.method && own.test(path));
			const told = (value: unknown) => (type === 'query' && value !== undefined ? String(value) : value);
			const arrived = seen.map(({ body, query }) => at(type === 'query' ? query : body, property.split('.')));
			const meant = outcomes.flatMap((outcome) =>
				outcome === 'nothing' ? [undefined] : typeof outcome === 'object' ? [told(outcome.sent)] : [],
			);
			// Where nothing is left to change no request is sent at all: what is not there need not be counted.
			const order = (values: unknown[]) =>
				values
					.filter((value) => value !== undefined)
					.map((value) => JSON.stringify(value))
					.sort();
			// Some operations send it under another name.
			const isRenamed = operation.prepare !== undefined && order(arrived).length === 0;
			if (!isRenamed) expect(order(arrived)).toEqual(order(meant));
		});
	},
);
