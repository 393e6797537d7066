import type { IDataObject, INodeProperties } from 'n8n-workflow';

/** What must come of a value: this on the wire, a refusal by the field's name, or what a blank means in the field. */
export type Outcome = { sent: unknown } | 'refused' | 'blank';
type Odd = [value: unknown, outcome: Outcome];

/** What people, sheets and models give for nothing. */
export const BLANKS: Odd[] = [undefined, null, '', ' ', '\t\n', '\u00A0', '\u200B', '\uFEFF '].map((value) => [value, 'blank']);
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
	'next Friday',
	'2026-5-4',
	'20226-05-04',
	'0000-00-00',
	'0001-01-01T00:00:00Z',
	'0002-01-01T00:00:00+14:00',
	'9999-12-31T23:59:59-10:00',
	'2026-05-04T09:00:00+02:00[Europe/Berlin]',
	'45000',
	'5',
	46146,
	1777881600,
];

/** What JavaScript and sheets write for want of a value. */
const NO_VALUES = [
	'undefined',
	'NaN',
	'[object Object]',
	'Invalid Date',
	' Invalid DateTime ',
	'#N/A',
	'#REF!',
	'#DIV/0!',
	'#NAME?',
	'#ERROR!',
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
	...sent('=1+1', '=1+1'),
	...sent('={{ 7 * 7 }}', '={{ 7 * 7 }}'),
	...sent('007', '007'),
	...sent('a #N/A in words', 'a #N/A in words'),
	...refused(Number.NaN, Infinity, { a: 1 }, ['a'], `cut ${HALF_EMOJI}`, 40112233445566771, ...NO_VALUES),
];

const ids: Odd[] = [
	...sent('40112233445566771', '40112233445566771', ' 40112233445566771 '),
	...sent('77', 77, '77'),
	...refused('`77`', '<77>', '"77', '40112233445566771.0', '4.01122334455668E+16', '#N/A', '77 78', '7\u200B7', 'https://app.nex.ai/77'),
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
	...refused([{}], '[broken', Number.NaN, ...NO_VALUES),
];

const sampleNumber = ({ typeOptions: { minValue = 1, maxValue = Infinity } = {} }: INodeProperties) =>
	Math.min(Math.max(minValue, 7), maxValue);

function numbers(field: INodeProperties): Odd[] {
	const { minValue, maxValue, numberPrecision } = field.typeOptions ?? {};
	const good = sampleNumber(field);
	return [
		...sent(good, good, String(good), ` ${good} `, `${good}.0`, `+${good}`),
		...refused(Number.NaN, Infinity, -Infinity, 'seven', '7 rows', '1,5', '0x10', '1e-400', true, {}, [good], '4011223344556677123'),
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

/** Other names that people and models have for a choice, by the field. */
const ALSO: Record<string, Odd[]> = { objectType: sent('contact', 'person', 'Persons', ' CONTACTS ') };

/** The odd values for a field; undefined for a field that only holds others or that a test of its own walks. */
export function oddValues(field: INodeProperties): Odd[] | undefined {
	const exception = EXCEPTIONS[field.name];
	if (exception) return exception;
	const isLoaded = field.typeOptions?.loadOptionsMethod !== undefined;
	switch (field.type) {
		case 'number':
			return numbers(field);
		case 'boolean':
			return switches;
		case 'options':
			return isLoaded ? sent('name', 'name', ' name ') : [...choices(field), ...(ALSO[field.name] ?? [])];
		case 'multiOptions':
			return isLoaded ? sent(['a', 'b'], ['a', 'b'], 'a, b', '["a","b"]') : severalChoices(field);
		case 'dateTime':
			return dates;
		case 'string':
			return field.typeOptions?.multipleValues ? wordLists : texts;
		case 'resourceLocator':
			return ids;
		default:
			return undefined;
	}
}

/** Types of fields that hold others, or nothing that somebody gives. */
export const HOLDS_OTHERS = ['collection', 'fixedCollection', 'resourceMapper', 'json', 'notice', 'hidden'];

/** What the form has besides, so that the field is shown. */
export const shownBy = ({ displayOptions }: INodeProperties): IDataObject =>
	Object.fromEntries(Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [name, values?.[0] as IDataObject[string]]));
