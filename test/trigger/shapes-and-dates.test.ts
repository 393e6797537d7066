import { asObject, isObject } from '../../nodes/shared/isObject';
import type { Between, PassedAnswer } from '../support/between';
import { pass as passOn, startBetween } from '../support/between';
import { killed, MINUTE, nex } from '../support/timeline-hosts';
import { host } from '../support/hosts';
import { sources } from '../support/sources';
import type { HostOptions } from '../support/trigger-host';
import { pass } from '../support/virtual-time';

/** What may stand around the rows of an answer. */
const SHAPES: Record<string, (rows: unknown[]) => unknown> = {
	'a bare list': (rows) => rows,
	data: (data) => ({ data }),
	'a name of its own': (rows) => ({ items: rows, insights: rows }),
	'data beside what goes well': (data) => ({ success: true, message: 'ok', data }),
};

/** As a clock shows it that is so many hours ahead of UTC. */
function shownBy(date: string, ahead = 0): string {
	const [day, time] = new Date(Date.parse(date) + ahead * 3_600_000).toISOString().slice(0, -1).split('T');
	return `${day} ${time}`;
}

/** How a server may write a date. */
const DATES: Record<string, (date: string) => unknown> = {
	'RFC 3339': (date) => date,
	'RFC 3339 of another zone': (date) => `${shownBy(date, 2).replace(' ', 'T')}+02:00`,
	'no zone': (date) => shownBy(date).replace(' ', 'T'),
	'a database': (date) => `${shownBy(date)}+00`,
	Go: (date) => `${shownBy(date)} +0000 UTC`,
	'Go, with its own clock': (date) => `${shownBy(date)} +0000 UTC m=+0.1`,
	'Go, in summer': (date) => `${shownBy(date, 2)} +0200 CEST`,
	'Go, in a zone without a name': (date) => `${shownBy(date, -3)} -0300 -03`,
	milliseconds: (date) => Date.parse(date),
	seconds: (date) => Date.parse(date) / 1_000,
};

const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);

let between: Between;
afterEach(async () => await between.close());

/** Writes answers that are lists anew, in a shape and with dates in a form. */
function written(answer: PassedAnswer, shape: (rows: unknown[]) => unknown, dated: (date: string) => unknown): PassedAnswer {
	const body: unknown = JSON.parse(answer.body.toString() || 'null');
	const { data, items, insights } = asObject(body);
	const rows: unknown = [body, data, items, insights].find(Array.isArray);
	if (!Array.isArray(rows)) return answer;
	const inForm = (row: object) =>
		Object.fromEntries(Object.entries(row).map(([name, value]) => [name, isDate(value) ? dated(value) : value]));
	return { ...answer, body: Buffer.from(JSON.stringify(shape(rows.map((row: unknown) => (isObject(row) ? inForm(row) : row))))) };
}

describe.each(sources)('$name', ({ name, parameters, add }) => {
	const shapes = Object.entries(SHAPES).filter(([shape]) => shape !== 'a name of its own' || name !== 'On Timeline Event');

	describe.each(shapes)('answers with %s', (_shape, shape) => {
		test.each(Object.entries(DATES))('and dates of %s: what came while n8n was off starts a workflow once', async (_name, dated) => {
			between = await startBetween(
				nex,
				(response, answer) => passOn(response, written(answer, shape, dated)),
				(incoming, response) => {
					// What comes live has no part in this.
					if (!incoming.url?.includes('/insights/stream')) return false;
					response.writeHead(503).end();
					return true;
				},
			);
			const given: Partial<HostOptions> = { parameters: { event: 'timelineEvent', ...parameters() }, credential: between.credential };
			add('before');
			await pass(10 * MINUTE, MINUTE);
			const first = host(given);
			await first.activate();
			await pass(2 * MINUTE, MINUTE / 4);
			first.kill();
			await first.deactivate();
			for (const id of ['e1', 'e2']) {
				await pass(10 * MINUTE, MINUTE);
				add(id);
			}
			await pass(10 * MINUTE, MINUTE);
			const second = await killed(first);
			await pass(5 * MINUTE, MINUTE / 4);
			expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['e1', 'e2']);
		});
	});
});
