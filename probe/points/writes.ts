import type { IDataObject } from 'n8n-workflow';
import { asObject, isObject } from '../../nodes/shared/isObject';
import { MARK } from '../own';
import type { Own } from '../own';
import { shapeOf } from '../shape';
import type { Evidence, Point, Settled } from './point';
import { allFine, byAnswer, FINE, isGood, unanswered, WRONG } from './point';

/** Settles on things of the probe's own that have been made. */
const byOwn =
	(needs: string[], judge: (evidence: Evidence, own: Own) => Promise<Settled>): Point['settle'] =>
	async (evidence) => {
		const { own } = evidence;
		if (!own) return { open: '--write tells' };
		return needs.every((name) => own.ids[name] !== undefined) ? await judge(evidence, own) : { open: 'what it needs could not be made' };
	};

const byWritten =
	(...[id, judge]: Parameters<typeof byAnswer>): Point['settle'] =>
	(evidence) =>
		evidence.own ? byAnswer(id, judge)(evidence) : { open: '--write tells' };

/** Points that take something of one's own to settle. */
export const writePoints: readonly Point[] = [
	{
		id: 'ai-list-envelope',
		question: 'Whether an AI list stands under message',
		see: 'ai-list-envelope',
		files: ['nodes/NexAiList/job.ts'],
		sides: allFine('message', 'bare'),
		settle: byWritten('createAIListJob', (body) => ({ side: isObject(asObject(body).message) ? 'message' : 'bare', shape: shapeOf(body) })),
	},
	{
		id: 'compounding-reply',
		question: 'Whether a compounding job goes on after its answer',
		see: 'compounding',
		files: ['nodes/NexCompounding/job.ts'],
		sides: allFine('202', '200'),
		settle: byWritten('triggerCompoundingJob', (_body, { answers }) => ({ side: String(answers.get('triggerCompoundingJob')?.status) })),
	},
	{
		id: 'ingest-status',
		question: 'With which status an added text is answered',
		see: 'basics',
		files: ['nodes/NexContext/operations/addText.ts'],
		sides: allFine('200', '201', '202'),
		settle: byWritten('addContext', (_body, { answers }) => ({ side: String(answers.get('addContext')?.status) })),
	},
	{
		id: 'list-entry-id',
		question: 'Which ID the paths of list members take',
		see: 'list-entries',
		files: ['nodes/NexList/member.ts', 'nodes/NexList/standing.ts'],
		sides: { both: FINE, "the entry's": FINE, "the record's": WRONG },
		settle: byOwn(['list', 'entry', 'record'], async ({ client }, { ids }) => {
			const patch = async (id = '') =>
				await client.ask('updateListRecord', { path: { id: ids.list ?? '', record_id: id }, body: { attributes: {} } });
			const [byEntry, byRecord] = [await patch(ids.entry), await patch(ids.record)];
			if (ids.entry === ids.record) return { side: 'they are the same' };
			if (isGood(byEntry)) return { side: isGood(byRecord) ? 'both' : "the entry's" };
			return isGood(byRecord) ? { side: "the record's" } : unanswered(byEntry, 'updateListRecord');
		}),
	},
	{
		id: 'duplicate-member',
		question: 'What adding a record to a list twice does',
		see: 'list-entries',
		files: ['nodes/NexList/operations/addMember.ts'],
		sides: allFine('refused', 'the same entry', 'another entry'),
		settle: byOwn(['list', 'entry', 'record'], async ({ client }, { ids }) => {
			const answer = await client.ask('addListMember', { path: { id: ids.list ?? '' }, body: { parent_id: ids.record, attributes: {} } });
			if (isGood(answer)) return { side: String(asObject(answer.body).id) === ids.entry ? 'the same entry' : 'another entry' };
			return answer.status < 500 && answer.status >= 400 ? { side: 'refused' } : unanswered(answer, 'addListMember');
		}),
	},
	{
		id: 'duplicate-slug',
		question: 'What creating an object type with a slug that is taken does',
		see: 'objects',
		files: ['nodes/NexObject/operations/create.ts'],
		sides: allFine('refused', 'taken'),
		settle: byOwn(['object'], async ({ client }, { slug }) => {
			const answer = await client.ask('createObjectDefinition', { body: { name: MARK, slug, type: 'custom' } });
			if (isGood(answer)) return { side: 'taken' };
			return answer.status < 500 && answer.status >= 400 ? { side: 'refused' } : unanswered(answer, 'createObjectDefinition');
		}),
	},
	{
		id: 'clearing',
		question: 'Whether null clears an attribute of a record',
		see: 'records',
		files: ['nodes/shared/fields/sendAttributes.ts'],
		sides: { clears: FINE, refused: WRONG, 'changes nothing': WRONG },
		settle: byOwn(['code', 'other'], async ({ client }, { ids }) => {
			const answer = await client.ask('updateRecord', { path: { record_id: ids.other ?? '' }, body: { attributes: { code: null } } });
			if (!isGood(answer)) return answer.status === 400 || answer.status === 422 ? { side: 'refused' } : unanswered(answer, 'updateRecord');
			const record = await client.ask('getRecord', { path: { record_id: ids.other ?? '' } });
			if (!isGood(record)) return unanswered(record, 'getRecord');
			const { code } = asObject(asObject(record.body).attributes as IDataObject);
			const isEmpty = code === undefined || code === null || code === '' || (Array.isArray(code) && code.length === 0);
			return { side: isEmpty ? 'clears' : 'changes nothing' };
		}),
	},
];
