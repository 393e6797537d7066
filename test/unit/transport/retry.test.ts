import { pauseAskedIn, redirectedPath } from '../../../nodes/shared/transport/outcome';
import { backOff, isRepeatable, readPause, readRetryAfter } from '../../../nodes/shared/transport/retry';

test('A Retry-After is understood in seconds and as a date', () => {
	const now = Date.parse('2026-05-04T08:00:00Z');
	expect(readRetryAfter('30', now)).toBe(30_000);
	expect(readRetryAfter(' 0 ', now)).toBe(0);
	expect(readRetryAfter('1.5', now)).toBe(1_500);
	expect(readRetryAfter('Mon, 04 May 2026 08:00:45 GMT', now)).toBe(45_000);
	expect(readRetryAfter('Monday, 04-May-26 08:00:45 GMT', now)).toBe(45_000);
	expect(readRetryAfter('Mon May  4 08:00:45 2026', now)).toBe(45_000);
	expect(readRetryAfter('Mon, 04 May 2026 07:00:00 GMT', now)).toBe(0);
});

test('A Retry-After that is a moment since 1970 is that moment', () => {
	const now = Date.parse('2026-05-04T08:00:00Z');
	expect(readRetryAfter(String(now / 1_000 + 20), now)).toBe(20_000);
	expect(readRetryAfter(String(now + 20_000), now)).toBe(20_000);
	expect(readRetryAfter(String(now - 20_000), now)).toBe(0);
});

test('A Retry-After that is a date counts by the clock of the server that sent it', () => {
	const headers = { date: 'Mon, 04 May 2020 08:00:00 GMT', 'retry-after': 'Mon, 04 May 2020 08:00:07 GMT' };
	expect(pauseAskedIn({ status: 429, headers, text: '' })).toBe(7_000);
	expect(pauseAskedIn({ status: 429, headers: { ...headers, date: 'noon' }, text: '' })).toBe(0);
});

test.each([undefined, '', 'soon', '-5', '5 min', 'May 5', 'NaN', 'Infinity', '1e3', '5, 5', {}, []])(
	'A Retry-After of %p is as good as none',
	(value) => {
		expect(readRetryAfter(value)).toBeUndefined();
	},
);

describe('Without a Retry-After', () => {
	const now = Date.parse('2026-05-04T08:00:00Z');
	test.each<[Record<string, string>, number | undefined]>([
		[{ 'retry-after-ms': '250' }, 250],
		[{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
		[{ 'ratelimit-reset': '30' }, 30_000],
		[{ 'x-ratelimit-reset': String(now / 1_000 + 20), 'x-ratelimit-remaining': '0' }, 20_000],
		[{ 'x-rate-limit-reset': String(now + 20_000) }, 20_000],
		[{ 'x-ratelimit-reset': '3600', 'retry-after': '1' }, 1_000],
		// What is refused is not their number in a time.
		[{ 'x-ratelimit-reset': '3600', 'x-ratelimit-remaining': '12' }, undefined],
		[{ 'x-ratelimit-reset': '6m0s' }, undefined],
		[{ 'retry-after-ms': 'soon' }, undefined],
		// The two forms of the draft's one header.
		[{ ratelimit: 'limit=100, remaining=0, reset=50' }, 50_000],
		[{ ratelimit: 'limit=100, limit=100;w=60, remaining=0, reset=50' }, 50_000],
		[{ ratelimit: 'reset=50' }, 50_000],
		[{ ratelimit: '"default";r=0;t=50' }, 50_000],
		[{ ratelimit: 'default; r=0; t=50' }, 50_000],
		[{ ratelimit: '"burst";r=0;t=5, "daily";r=900;t=3600' }, 5_000],
		[{ ratelimit: '"burst";r=0;t=5, "daily";r=0;t=240;pk=:cmVzZXQ9MQ==:' }, 240_000],
		[{ ratelimit: '"default";r=7;t=50' }, undefined],
		[{ ratelimit: 'limit=100, remaining=3, reset=50' }, undefined],
		[{ ratelimit: '"default";r=0' }, undefined],
		[{ ratelimit: '100' }, undefined],
		[{ ratelimit: '"default";r=0;t=50', 'retry-after': '1' }, 1_000],
	])('a 429 with %j asks to wait %p ms', (headers, pause) => expect(readPause(429, headers, now)).toBe(pause));

	test('only a 429 speaks of requests that are counted', () => {
		expect(readPause(503, { 'x-ratelimit-reset': '30' }, now)).toBeUndefined();
		expect(readPause(503, { 'retry-after': '30', 'x-ratelimit-reset': '60' }, now)).toBe(30_000);
	});
});

test('A create is never repeatable, a read always is', () => {
	expect(isRepeatable('POST')).toBe(false);
	expect(isRepeatable('PATCH')).toBe(false);
	expect(isRepeatable('POST', true)).toBe(true);
	expect([isRepeatable('GET'), isRepeatable('PUT'), isRepeatable('DELETE')]).toEqual([true, true, true]);
});

test('Back-off doubles up to half a minute, with full jitter', () => {
	const longest = () => 1;
	expect([0, 1, 2, 3, 4, 5, 6, 60].map((attempt) => backOff(attempt, longest))).toEqual([
		1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
	]);
	expect(backOff(5, () => 0)).toBe(0);
});

test.each(['https://nex.example', 'https://nex.example/', 'https://nex.example/api/developers'])(
	'A redirect within %s is known as such',
	(baseUrl) => {
		const to = (location: string) => redirectedPath({ status: 308, headers: { location }, text: '' }, baseUrl, '/v1/tasks/5');
		const root = new URL(baseUrl).pathname.replace(/\/$/, '');
		expect(to(`${root}/v1/integrations?x=1`)).toBe('/v1/integrations?x=1');
		expect(to(`https://nex.example${root}/v1/tasks`)).toBe('/v1/tasks');
		for (const elsewhere of [`https://other.example${root}/v1/tasks`, `${root}/login`, '//evil.example/v1/tasks'])
			expect(to(elsewhere)).toBeUndefined();
	},
);

test('A redirect is relative to what was asked for', () => {
	const to = (location: string) =>
		redirectedPath({ status: 308, headers: { location }, text: '' }, 'https://nex.example/api', '/v1/tasks/5');
	expect(to('6')).toBe('/v1/tasks/6');
	expect(to('../notes/7?x=1')).toBe('/v1/notes/7?x=1');
	expect(to('../../login')).toBeUndefined();
});
