import { heightOf, lowered } from '../../../nodes/shared/transport/ceiling';

const SECOND = 1_000;

test('What was refused is approached quickly, kept to for some seconds, and passed slowly after that', () => {
	const ceiling = lowered(undefined, 20, 14, 0);
	expect(heightOf(ceiling, 0)).toBeCloseTo(14);
	expect(heightOf(ceiling, 1 * SECOND)).toBeGreaterThan(18);
	expect(heightOf(ceiling, 3 * SECOND)).toBe(20);
	expect(heightOf(ceiling, 6 * SECOND)).toBe(20);
	expect(heightOf(ceiling, 8 * SECOND)).toBeGreaterThan(20);
	expect(heightOf(ceiling, 8 * SECOND)).toBeLessThan(22);
});

test('The more often it is refused, the longer it is kept to, but a minute at most', () => {
	let ceiling = lowered(undefined, 20, 20, 0);
	const holds: number[] = [];
	for (let refusal = 0; refusal < 8; refusal++) {
		ceiling = lowered(ceiling, 20, 20, 0);
		holds.push(ceiling.hold);
	}
	expect(holds.slice(0, 3)).toEqual([8, 16, 32]);
	expect(Math.max(...holds)).toBe(60);
});

test('What a server wants to be left alone for costs a twentieth of the time at most', () => {
	expect(lowered(undefined, 20, 20, 0, 30 * SECOND).hold).toBeGreaterThanOrEqual(600);
});

test('A limit that has risen is learned anew', () => {
	const old = { ...lowered(undefined, 20, 20, 0), hold: 60 };
	expect(lowered(old, 40, 40, 70 * SECOND).hold).toBeLessThan(60);
});
