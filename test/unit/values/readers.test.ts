import type { INodeProperties } from 'n8n-workflow';
import { setGlobalState } from 'n8n-workflow';
import { isBlank } from '../../../nodes/shared/values/blank';
import { readDate } from '../../../nodes/shared/values/date';
import { readField, readerOf, words } from '../../../nodes/shared/values/field';
import { readId, readIds } from '../../../nodes/shared/values/id';
import { readParts } from '../../../nodes/shared/values/list';

setGlobalState({ defaultTimezone: 'UTC' });

const STOCKHOLM = 'Europe/Stockholm';

const luxon = (iso: string | null) => ({ isLuxonDateTime: true, toISO: () => iso });

const field = (description: Partial<INodeProperties>): INodeProperties => ({
	displayName: 'Field',
	name: 'field',
	type: 'string',
	default: '',
	...description,
});

const read = (description: Partial<INodeProperties>, value: unknown) => readField(value, field(description), STOCKHOLM);

const refused = expect.objectContaining({ problem: expect.any(String) });

describe('What is blank is nothing given, or the default of a setting', () => {
	const blanks = [
		undefined,
		null,
		'',
		' ',
		'\t\n',
		'\u00A0',
		'\u200B',
		'\uFEFF',
		'\u202A\u202C',
		'\u0000',
		'\u2800',
		'\u3164',
		'\u2066 \u2069',
	];
	test.each(blanks.map((blank) => [JSON.stringify(blank), blank]))('%s', (_shown, blank) => {
		expect(isBlank(blank)).toBe(true);
		expect(read({ type: 'number', default: 50 }, blank)).toEqual({ value: 50 });
		expect(read({ type: 'string' }, blank)).toEqual({ value: undefined });
		expect(read({ type: 'options', default: 'a', options: [{ name: 'A', value: 'a' }] }, blank)).toEqual({ value: 'a' });
		expect(read({ type: 'string', required: true }, blank)).toEqual({ problem: 'is empty' });
		expect(readField(blank, field({ type: 'boolean', default: true }), STOCKHOLM, { isSetting: false })).toEqual({ value: undefined });
	});
	test.each([0, false, Number.NaN, Infinity, new Date(Number.NaN)].map((value) => [String(value), value]))(
		'but not %s',
		(_shown, value) => {
			expect(isBlank(value)).toBe(false);
		},
	);
});

describe('A date is that moment in the time zone of the workflow', () => {
	test.each([
		['2026-05-04', '2026-05-03T22:00:00.000Z'],
		['2026-05-04T09:00', '2026-05-04T07:00:00.000Z'],
		['2026-05-04T09:00:00', '2026-05-04T07:00:00.000Z'],
		['2026-05-04 09:00:00', '2026-05-04T07:00:00.000Z'],
		['2026-05-04T09:00:00.250', '2026-05-04T07:00:00.250Z'],
		['  2026-05-04T09:00:00Z ', '2026-05-04T09:00:00.000Z'],
		['2026-05-04T09:00:00z', '2026-05-04T09:00:00.000Z'],
		['2026-05-04 09:00:00 +05:30', '2026-05-04T03:30:00.000Z'],
		['2026-05-04T09:00 +02:00', '2026-05-04T07:00:00.000Z'],
		['2026-05-04T09:00+14:00', '2026-05-03T19:00:00.000Z'],
		['2026-05-04T09:00:00+0200', '2026-05-04T07:00:00.000Z'],
		['2026-05-04 09:00:00+02', '2026-05-04T07:00:00.000Z'],
		['2026-05-04 09:00:00.123456+00', '2026-05-04T09:00:00.123Z'],
		['2024-02-29', '2024-02-28T23:00:00.000Z'],
		[1777881600000, '2026-05-04T08:00:00.000Z'],
		['1777881600000', '2026-05-04T08:00:00.000Z'],
		[new Date('2026-05-04T09:00:00Z'), '2026-05-04T09:00:00.000Z'],
		[luxon('2026-05-04T09:00:00.000+02:00'), '2026-05-04T07:00:00.000Z'],
	])('%s', (given, moment) => expect(readDate(given, STOCKHOLM)).toEqual({ value: moment }));
});

test.each([
	'04.05.2026',
	'05/04/2026',
	'4/5/26',
	'2026/05/04 09:00',
	'May 4, 2026 09:00',
	'Mon, 04 May 2026 09:00:00 GMT',
	'2026-02-30',
	'2026-13-01',
	'2025-02-29',
	'2026-05-04T25:00',
	'2026-05-04T09:61',
	'2026-05-04T09:00:00+99:99',
	'2026-05-04T09:00:00+15:00',
	'2026-05-04T09:00:00-02:60',
	'2026-05-04T09:00:00 Europe/Stockholm',
	'2026-05',
	'20260504',
	'2026-W19-1',
	'tomorrow',
	'5',
	'46146',
	'1777881600',
	'2026-03-29T02:30',
	5,
	46146,
	46146.5,
	1777881600,
	1777881600000000,
	Number.NaN,
	true,
	{},
	[],
	new Date(Number.NaN),
	luxon(null),
])('A date that could be meant otherwise, or is none, is refused: %s', (given) => {
	expect(readDate(given, STOCKHOLM)).toEqual(refused);
});

describe('A time that the clocks show twice', () => {
	test.each(['2026-10-25T02:00', '2026-10-25 02:30:00', '2026-10-25T02:59:59.999'])('is refused without a zone: %s', (given) => {
		expect(readDate(given, STOCKHOLM)).toEqual({
			problem: expect.stringContaining('show twice'),
			advice: expect.stringContaining('time zone'),
		});
	});

	test.each([
		['2026-10-25T02:30:00+02:00', '2026-10-25T00:30:00.000Z'],
		['2026-10-25T02:30:00+01:00', '2026-10-25T01:30:00.000Z'],
		['2026-10-25T01:59', '2026-10-24T23:59:00.000Z'],
		['2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
	])('is one of the two with a zone, and those around it are read: %s', (given, value) => {
		expect(readDate(given, STOCKHOLM)).toEqual({ value });
	});

	test.each(['2026-11-01', '2026-11-01T00:00:00'])('is the first, if it is where a day begins: %s', (given) => {
		expect(readDate(given, 'America/Havana')).toEqual({ value: '2026-11-01T04:00:00.000Z' });
	});
});

describe('A number is a number, or refused', () => {
	const limit = { type: 'number', default: 50, typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 } } as const;
	test.each([
		[7, 7],
		['7', 7],
		[' 7\u200B', 7],
		['1e1', 10],
		['+5', 5],
	])('%s', (given, number) => expect(read(limit, given)).toEqual({ value: number }));
	test.each([0, 101, 1.5, '1,5', '7 rows', '0x10', Number.NaN, Infinity, -Infinity, 'NaN', true, {}, [5], '٣'])('not %s', (given) =>
		expect(read(limit, given)).toEqual(refused),
	);
	test('nor one too long to be exact', () => expect(read({ type: 'number' }, '40112233445566771')).toEqual(refused));
});

describe('A switch is on or off, however a sheet or a model writes it', () => {
	test.each([true, 'true', 'TRUE', ' True ', 1, '1', 'yes', 'Yes'])('on: %s', (given) =>
		expect(read({ type: 'boolean', default: false }, given)).toEqual({ value: true }),
	);
	test.each([false, 'false', 'FALSE', 0, '0', 'no', 'NO'])('off: %s', (given) =>
		expect(read({ type: 'boolean', default: true }, given)).toEqual({ value: false }),
	);
	test.each(['perhaps', 2, 'x', {}, 'on and off', Number.NaN])('refused: %s', (given) =>
		expect(read({ type: 'boolean', default: true }, given)).toEqual(refused),
	);
});

describe('A choice is found by its value or its shown name', () => {
	const one = {
		type: 'options',
		default: '',
		options: [
			{ name: 'Oil, Gas & Mining', value: 'oil_gas' },
			{ name: 'Café', value: 'cafe' },
			{ name: '2024', value: 2024 },
		],
	} as const;
	const several = { ...one, type: 'multiOptions', default: [] } as unknown as Partial<INodeProperties>;
	const single = one as unknown as Partial<INodeProperties>;
	test.each([
		['oil_gas', 'oil_gas'],
		['OIL_GAS', 'oil_gas'],
		['oil, gas  & mining ', 'oil_gas'],
		['Cafe\u0301', 'cafe'],
		['2024', 2024],
		[2024, 2024],
	])('%s', (given, value) => expect(read(single, given)).toEqual({ value }));
	test('or refused if several are called so, with their values', () => {
		const twins = {
			...single,
			options: [
				{ name: 'Other', value: '17' },
				{ name: 'other ', value: '18' },
				{ name: 'Tea', value: '19' },
			],
		};
		expect(read(twins, 'OTHER')).toEqual({ problem: expect.stringContaining('several'), advice: expect.stringMatching(/17 .*18 /) });
		expect(read(twins, 'Other')).toEqual({ value: '17' });
		expect(read(twins, '18')).toEqual({ value: '18' });
	});
	test('or refused with what there is', () =>
		expect(read(single, 'Tea')).toEqual({ problem: 'has no choice "Tea"', advice: 'Give one of: Oil, Gas & Mining, Café, 2024.' }));
	test('of hundreds, only so many as a message has room for, those first that are most like what was given', () => {
		const options = Array.from({ length: 500 }, (_one, index) => ({ name: `Town ${index}`, value: index }));
		const { advice = '' } = read({ ...single, options: [...options, { name: 'Old Uppsala', value: 'u' }] }, 'uppsala') as {
			advice?: string;
		};
		expect(advice).toMatch(/^Give one of: Old Uppsala, Town 0, .* and 451 more\.$/);
		expect(advice.length).toBeLessThan(600);
	});
	test.each([
		[['oil_gas', 'cafe']],
		['oil_gas;cafe'],
		['Oil, Gas & Mining; Café'],
		['oil_gas, cafe'],
		['Oil, Gas & Mining, Café'],
		['Café\nOil, Gas & Mining'],
		['["cafe","oil_gas","cafe"]'],
		['```json\n["cafe", "oil_gas"]\n```'],
	])('several: %s', (given) => expect(new Set((read(several, given) as { value: unknown[] }).value)).toEqual(new Set(['oil_gas', 'cafe'])));
	test.each(['[broken', 'cafe, tea', [{}]])('several, refused: %s', (given) => expect(read(several, given)).toEqual(refused));
});

describe('An ID is text, and is never another', () => {
	test.each([
		['40112233445566771', '40112233445566771'],
		[12345, '12345'],
		[{ id: '7' }, '7'],
		['"40112233445566771"', '40112233445566771'],
		['[40112233445566771]', '40112233445566771'],
		['{"id": 40112233445566771}', '40112233445566771'],
	])('%s', (given, id) => expect(readId(given)).toEqual({ value: id }));
	test.each(['\u202A40112233445566771\u202C', '\u200B40112233445566771', '40112233445566771\u0000', 40112233445566771n])(
		'whatever invisible stands around it, or as a big whole number: %j',
		(given) => expect(readId(given)).toEqual({ value: '40112233445566771' }),
	);
	test.each(['4.01122334455668E+16', '4e+16', '40112233445566771.0', '77.5'])(
		'one that a sheet has counted with, %s, is refused as such',
		(given) => expect(readId(given)).toEqual(expect.objectContaining({ problem: expect.stringContaining('format it as text') })),
	);
	test.each(["'77", '"77', '["77","78"]', '{"name":"77"}', '77,78', '77;78', '77，78', '<77>', '{77}', '7\u200B7', 1.5])(
		'one with what is left over from a sheet or JSON, %s, is refused',
		(given) => expect(readId(given)).toEqual(refused),
	);
	test.each(['5f1e22334455667788990011', '550e8400-e29b-41d4-a716-446655440000', 'ghost:ada', 'my-type_2', 'ångström', '4011e22334455667'])(
		'any other is as it is: %s',
		(given) => expect(readId(given)).toEqual({ value: given }),
	);
	test.each(['null', 'undefined', 'None', 40112233445566771, '../tasks', 'a b', {}, { name: 'x' }, Number.NaN, true])(
		'refused: %s',
		(given) => expect(readId(given)).toEqual(refused),
	);
	test.each([
		[['1', '2', '1']],
		['1, 2'],
		['1\n2'],
		['1;2'],
		['1， 2'],
		['1; 2\r\n'],
		['["1","2"]'],
		[[{ id: '1' }, { id: '2' }]],
		[[1, 2, null, '']],
	])('several: %s', (given) => expect(readIds(given)).toEqual({ value: ['1', '2'] }));
});

test('Twenty thousand IDs in one text are read, and much white in another', () => {
	const ids = Array.from({ length: 20_000 }, (_one, i) => `401122334455${10_000 + i}`);
	expect(readIds(ids.join(', '))).toEqual({ value: ids });
	const text = `a${' '.repeat(200_000)}b`;
	expect(read({}, text)).toEqual({ value: text });
});

test('How often pieces of a long line are tried together grows with the line, and no more', () => {
	const isWhole = jest.fn((text: string) => text === 'a,b');
	expect(readParts('a,b,c,'.repeat(1_000), { isWhole })).toEqual({ value: Array.from({ length: 1_000 }, () => ['a,b', 'c']).flat() });
	expect(isWhole.mock.calls.length).toBeLessThan(3_000 * 25);
});

describe('Text arrives as it is, or is refused', () => {
	test.each([
		[' as it is ', ' as it is '],
		[10115, '10115'],
		[true, 'true'],
		['😀', '😀'],
	])('%s', (given, text) => expect(read({}, given)).toEqual({ value: text }));
	test.each([{ a: 1 }, ['a'], '😀'.slice(0, 1), Number.NaN, 40112233445566771])('refused: %s', (given) =>
		expect(read({}, given)).toEqual(refused),
	);
	test('words that are typed with commas, lines or as a list', () => {
		for (const given of ['a, b', 'a\nb', ['a', 'b'], '["a","b"]'])
			expect(words(given, field({}), { timezone: STOCKHOLM })).toEqual({ value: ['a', 'b'] });
	});
});

test('A model may fence its JSON', () => {
	expect(read({ type: 'json' }, '```json\n{ "a": 40112233445566771 }\n```')).toEqual({ value: { a: '40112233445566771' } });
	expect(read({ type: 'json' }, '{ broken')).toEqual(refused);
});

test('A model may write JSON inside a text of JSON, once', () => {
	const object = { name: 'Ada "Countess" Holm', id: '40112233445566771' };
	expect(read({ type: 'json' }, JSON.stringify(JSON.stringify(object)))).toEqual({ value: object });
	expect(read({ type: 'json' }, JSON.stringify(JSON.stringify(JSON.stringify(object))))).toEqual(refused);
	expect(read({ type: 'json' }, '"a text"')).toEqual(refused);
});

test('A field that only holds others has no reader', () => {
	expect(readerOf(field({ type: 'collection' }))).toBeUndefined();
});
