import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../../probe/client';
import { points } from '../../probe/points';
import type { Evidence } from '../../probe/points/point';
import type { StreamFinding } from '../../probe/report';

/** What the embedded server cannot be made to do, because it depends on the workspace or takes a long time. */

const answered = (body: unknown): Answer => ({ status: 200, headers: {}, text: '', body, isForeign: false });

const settle = async (id: string, evidence: Partial<Evidence>) =>
	await points.find((point) => point.id === id)?.settle(evidence as Evidence);

const byAnswer = async (id: string, operation: string, body: unknown) =>
	await settle(id, { answers: new Map([[operation, answered(body)]]) });

const records = (...rows: IDataObject[]) => ({ data: rows });

test.each([
	['123456789012345', 'up to 15 digits'],
	['40112233445566771', '16 to 19 digits'],
	['401122334455667710001', 'more than 19 digits'],
	['rec_8f3a', 'letters too'],
])('an ID such as %s is told', async (id, side) => {
	expect(await byAnswer('id-form', 'listRecords', records({ id }))).toEqual({ side });
});

test.each([
	['listed', true],
	['not listed', false],
])('WhatsApp is told as %s', async (side, isThere) => {
	const rows = [{ provider: 'google' }, ...(isThere ? [{ provider: 'whatsapp' }] : [])];
	expect(await byAnswer('whatsapp', 'listIntegrations', rows)).toEqual({ side });
});

test.each([
	['risk', 'all known'],
	['a new one', 'others too'],
])('an insight of the type %s is told', async (type, side) => {
	expect(await byAnswer('insight-types', 'getInsights', { data: [{ type }] })).toEqual({ side });
});

test('an object type of the type deal is told', async () => {
	expect(await byAnswer('deal-type', 'listObjects', records({ type: 'deal' }))).toEqual({ side: 'seen' });
	expect(await byAnswer('deal-type', 'listObjects', records({ type: 'person' }))).toEqual({ open: 'this workspace has none' });
});

test('events that are gathered in others are told', async () => {
	const events = records({ is_aggregated: true, children: [{ id: '1' }] });
	expect(await byAnswer('timeline-aggregation', 'getRecordTimeline', events)).toMatchObject({ side: 'gathered' });
	expect(await byAnswer('timeline-aggregation', 'getRecordTimeline', records({ children: [] }))).toHaveProperty('open');
});

test.each([
	[['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'], 'oldest first'],
	[['2026-01-03T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'], 'newest first'],
	[['2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z', '2026-01-02T00:00:00Z'], 'neither'],
])('the order of %j is told', async (times, side) => {
	expect(await byAnswer('record-order', 'listRecords', records(...times.map((at) => ({ created_at: at }))))).toEqual({ side });
});

const heard = (finding: Partial<StreamFinding>): Partial<Evidence> => ({
	heard: {
		finding: { opened: true, greeting: true, greetingNames: [], replay: undefined, ...finding },
		replays: [],
		payloads: [],
		insights: [],
		hasEventIds: false,
	},
});

test.each([
	[30, 'in time'],
	[74, 'too rarely'],
])('a keepalive every %i seconds is told', async (keepAliveSeconds, side) => {
	expect(await settle('stream-keepalive', heard({ keepAliveSeconds }))).toEqual({ side });
});

test.each<[NonNullable<StreamFinding['livedSeconds']>, string]>([
	[120, 'is cut'],
	['to the end', 'stays open'],
])('a connection that lived %s is told', async (livedSeconds, side) => {
	expect(await settle('stream-life', heard({ livedSeconds }))).toEqual({ side });
});
