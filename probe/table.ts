import type { OperationFinding, PointFinding, Report } from './report';

const WIDE = 34;

const pad = (text: string, width: number): string => text.padEnd(width).slice(0, Math.max(width, text.length));

function operationLine([id, { outcome, status, why, scopes, differences, consequence, file }]: [string, OperationFinding]): string[] {
	const details = scopes ? `it takes ${scopes.join(' or ')}` : (why ?? (status === undefined ? '' : `HTTP ${status}`));
	const wrong = consequence === 'the pack is wrong here' ? `  ! the pack is wrong here: ${file}` : '';
	return [
		`  ${pad(id, WIDE)}${pad(outcome, 18)}${details}${wrong}`,
		...(differences ?? []).map(({ at, documented, found }) => `  ${' '.repeat(WIDE)}${at}: ${found} instead of ${documented}`),
	];
}

function pointLine([id, { side, open, consequence, files }]: [string, PointFinding]): string {
	const wrong = consequence === 'the pack is wrong here' ? `  ! the pack is wrong here: ${files.join(', ')}` : '';
	return `  ${pad(id, WIDE)}${side ?? `not settled: ${open ?? ''}`}${wrong}`;
}

const count = (findings: Array<{ consequence?: string }>): number =>
	findings.filter(({ consequence }) => consequence === 'the pack is wrong here').length;

/** A report for a person to read. */
export function table({ operations, points, stream, limits, ended }: Report): string {
	const all = Object.entries(operations);
	const open = Object.entries(points);
	const tried = all.filter(([, { outcome }]) => outcome !== 'not tried').length;
	const settled = open.filter(([, { side }]) => side !== undefined).length;
	const wrong = count(Object.values(operations)) + count(Object.values(points));
	const keepAlive =
		'keepAliveSeconds' in stream && stream.keepAliveSeconds !== undefined ? `a keepalive every ${stream.keepAliveSeconds} s` : '';
	const atOnce = limits.requestsInFlight ? `, ${limits.requestsInFlight} at once were taken` : '';
	return [
		`Operations: ${tried} of ${all.length} tried`,
		...all.flatMap(operationLine),
		'',
		`Open points: ${settled} of ${open.length} settled`,
		...open.map(pointLine),
		'',
		`The stream: ${stream.why ?? 'open'}${keepAlive && `, ${keepAlive}`}`,
		`Refused as too many: ${limits.tooManyRequests}${atOnce}`,
		...(ended === undefined ? [] : ['', `It ended early: ${ended}`]),
		'',
		wrong === 0
			? `Nothing to do: the pack takes all of ${ended === undefined ? 'this' : 'what was answered'}.`
			: `The pack is wrong in ${wrong} ${wrong === 1 ? 'place' : 'places'}, marked with "!".`,
	].join('\n');
}
