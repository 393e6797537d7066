import { createLatencies, kindOf } from '../../../nodes/shared/transport/latency';

test('Requests that differ in their IDs alone are of one kind', () => {
	expect(kindOf('GET', '/v1/records/69404421840208961')).toBe(kindOf('GET', '/v1/records/69404421840208963'));
	expect(kindOf('GET', '/v1/records/69404421840208961')).not.toBe(kindOf('PATCH', '/v1/records/69404421840208961'));
	expect(kindOf('POST', '/v1/objects/person/records')).not.toBe(kindOf('POST', '/v1/objects/company/records'));
});

test('However many kinds of requests there are, a few are remembered', () => {
	const latencies = createLatencies();
	for (let kind = 0; kind < 20_000; kind++) latencies.note(`GET /v1/objects/type-${kind}`, 50);
	expect(latencies.size).toBeLessThanOrEqual(50);
});

test('A kind that is asked for often is not forgotten for others that are asked for once', () => {
	const latencies = createLatencies();
	for (let answer = 0; answer < 8; answer++) latencies.note('often', 50);
	for (let kind = 0; kind < 1_000; kind++) {
		latencies.note(`once ${kind}`, 50);
		latencies.note('often', 500);
	}
	expect(latencies.speedOf('often')).toBe('slow');
});
