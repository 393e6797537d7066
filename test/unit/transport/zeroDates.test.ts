import { withoutZeroDates } from '../../../nodes/shared/transport/zeroDates';

test.each(['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00+00:00', '0001-01-01T00:00:00', '0001-01-01'])(
	'%s is no date, wherever it stands as a value',
	(date) => {
		const given = { completed_at: date, list: [date, { at: date }], kept: '2026-05-04' };
		const read = { completed_at: null, list: [null, { at: null }], kept: '2026-05-04' };
		expect(JSON.parse(withoutZeroDates(JSON.stringify(given)))).toEqual(read);
		expect(JSON.parse(withoutZeroDates(JSON.stringify(given, null, 2)))).toEqual(read);
	},
);

test('A text that speaks of it, a name, and another time of that day stay', () => {
	const given = {
		content: 'He wrote "0001-01-01T00:00:00Z", then ["0001-01-01"]',
		'0001-01-01': 1,
		at: '0001-01-01T10:00:00Z',
		path: '\\"0001-01-01"',
	};
	expect(JSON.parse(withoutZeroDates(JSON.stringify(given)))).toEqual(given);
});
