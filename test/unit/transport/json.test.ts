import { isCutOff, parseJson } from '../../../nodes/shared/transport/json';

describe('Every id comes out digit for digit', () => {
	test.each([
		['{"id":40112233445566771}', { id: '40112233445566771' }],
		['{"id": 40112233445566771 }', { id: '40112233445566771' }],
		['{"id":-40112233445566771}', { id: '-40112233445566771' }],
		['[40112233445566771,40112233445566773]', ['40112233445566771', '40112233445566773']],
		['[1,40112233445566771,2]', [1, '40112233445566771', 2]],
		['40112233445566771', 40112233445566771],
		['{"a":{"b":[{"c":\n\t9007199254740993}]}}', { a: { b: [{ c: '9007199254740993' }] } }],
		['{"max":9007199254740991,"over":9007199254740992}', { max: 9007199254740991, over: '9007199254740992' }],
	])('%s', (text, expected) => {
		if (text === '40112233445566771') return expect(parseJson(` ${text}`)).toBe('40112233445566771');
		expect(parseJson(text)).toEqual(expected);
	});
});

describe('Nothing but long integers is changed', () => {
	test.each([
		'{"text":"call :40112233445566771 now","n":1}',
		String.raw`{"text":"a \" quote, 40112233445566771","back":"\\","n":40}`,
		'{"text":"from 40112233445566771 to 40112233445566773, and -40112233445566775"}',
		'{"40112233445566771 ":", 40112233445566771"," 40112233445566773 ":":40112233445566773,"}',
		String.raw`{"path":"C:\\40112233445566771 x","break":"\n40112233445566771 x"}`,
		String.raw`{"end":"\\\\","id":"40112233445566771"}`,
		'{"fraction":0.12345678901234567,"exponent":1e21,"both":1.2345678901234567e-10, "x": 12345678901234567.5}',
		'{"empty":"","list":[],"null":null,"true":true}',
		'[]',
		'"40112233445566771"',
	])('%s', (text) => {
		expect(parseJson(text)).toEqual(JSON.parse(text));
		// Beside a long integer the slow way is taken, which must see the same.
		expect(parseJson(`[40112233445566771,${text}]`)).toEqual(['40112233445566771', JSON.parse(text)]);
	});

	test('random documents parse as JSON.parse has them', () => {
		let seed = 7;
		const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
		const value = (depth: number): unknown => {
			switch (random(depth > 3 ? 4 : 6)) {
				case 0:
					return random(1000) / (1 + random(7));
				case 1:
					return ['', '"', '\\', '\\"', 'ä€😀', ':40112233445566771,', '\n', ' 40112233445566771 '][random(8)];
				case 2:
					return random(2) === 0;
				case 3:
					return null;
				case 4:
					return Array.from({ length: random(5) }, () => value(depth + 1));
				default:
					return Object.fromEntries(Array.from({ length: random(5) }, (_one, i) => [`k${i}${'"'.repeat(random(2))}`, value(depth + 1)]));
			}
		};
		for (let i = 0; i < 2_000; i++) {
			const given = value(0);
			expect(parseJson(`[40112233445566771, ${JSON.stringify(given)}]`)).toEqual(['40112233445566771', given]);
		}
	});
});

test('A text that is no JSON is refused', () => {
	expect(() => parseJson('<html>40112233445566771</html>')).toThrow(SyntaxError);
	expect(() => parseJson('{"id":40112233445566771')).toThrow(SyntaxError);
	expect(() => parseJson('{"id":"open 40112233445566771')).toThrow(SyntaxError);
});

test('A string of many megabytes does not break the reader', () => {
	const long = 'x"\\'.repeat(1_000_000);
	expect(parseJson(`{"id":40112233445566771,"long":${JSON.stringify(long)}}`)).toEqual({ id: '40112233445566771', long });
});

describe('Text that was cut off', () => {
	const whole = JSON.stringify({ data: [{ id: '1', name: 'Oak "]}" \\' }, {}], total: 2 });
	test('is known at whatever place it was cut', () => {
		for (let at = 1; at < whole.length; at++)
			expect([whole.slice(0, at), isCutOff(whole.slice(0, at))]).toEqual([whole.slice(0, at), true]);
	});
	test.each([whole, '', '{ name: 1 }', '{"score": NaN}', '[1]]', '<html>{', 'null', 'oops'])('is not %s', (text) =>
		expect(isCutOff(text)).toBe(false),
	);
});
