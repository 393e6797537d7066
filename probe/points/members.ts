import { asObject } from '../../nodes/shared/isObject';
import type { Answer } from '../client';
import { idOf } from '../own';
import type { Own } from '../own';
import type { Evidence, Point, Settled } from './point';
import { allFine, byOwn, byWritten, FINE, isGood, isRefusal, rowsIn, unanswered, WRONG } from './point';

const SAME = 'they are the same';
const PATH_SIDES = { both: FINE, "the entry's": FINE, "the record's": WRONG, [SAME]: FINE };

const pathOf = (byEntry: boolean, byRecord: boolean, answer: Answer, id: string): Settled => {
	if (byEntry) return { side: byRecord ? 'both' : "the entry's" };
	return byRecord ? { side: "the record's" } : unanswered(answer, id);
};

async function changingPath({ writer }: Evidence, own: Own): Promise<Settled> {
	const { entry, record } = own.ids;
	if (entry === record) return { side: SAME };
	const change = async (id = '') =>
		await writer.ask('updateListRecord', { path: { id: idOf(own, 'list'), record_id: id }, body: { attributes: {} } });
	const [byEntry, byRecord] = [await change(entry), await change(record)];
	return pathOf(isGood(byEntry), isGood(byRecord), byEntry, 'updateListRecord');
}

/** Removes a member, first by its record's ID, then, put back if that did it, by its own. */
async function removingPath({ writer }: Evidence, own: Own): Promise<Settled> {
	const list = { id: idOf(own, 'list') };
	let entry = idOf(own, 'otherEntry');
	if (entry === own.ids.other) return { side: SAME };
	const removes = async (id: string): Promise<boolean> => {
		const answer = await writer.ask('removeRecordFromList', { path: { ...list, record_id: id } });
		if (!isGood(answer)) return false;
		const members = await writer.ask('getListRecords', { path: list, body: { limit: 50, offset: 0 } });
		return !isGood(members) || !rowsIn(members.body).some(({ id: one }) => String(one) === entry);
	};
	const byRecord = await removes(idOf(own, 'other'));
	if (byRecord) {
		const again = await writer.ask('upsertListMember', { path: list, body: { parent_id: own.ids.other, attributes: {} } });
		if (!isGood(again)) return unanswered(again, 'upsertListMember');
		entry = String(asObject(again.body).id);
	}
	const byEntry = await removes(entry);
	return byEntry || byRecord ? { side: byEntry ? (byRecord ? 'both' : "the entry's") : "the record's" } : { open: 'neither removed it' };
}

/** Points on the members of lists. */
export const memberPoints: readonly Point[] = [
	{
		id: 'list-entry-id',
		question: 'Which ID changing a list member takes',
		see: 'list-entries',
		files: ['nodes/NexList/operations/updateMember.ts', 'nodes/NexList/standing.ts'],
		sides: PATH_SIDES,
		...byOwn(['list', 'entry', 'record'], changingPath),
	},
	{
		id: 'entry-parent',
		question: 'Whether a list entry names its record',
		see: 'list-entries',
		files: ['nodes/NexList/standing.ts'],
		sides: allFine('parent_id', 'not named'),
		...byWritten('addListMember', (body) => ({ side: 'parent_id' in asObject(body) ? 'parent_id' : 'not named' })),
	},
	{
		id: 'duplicate-member',
		question: 'What adding a record to a list twice does',
		see: 'list-entries',
		files: ['nodes/NexList/operations/addMember.ts'],
		sides: allFine('refused', 'the same entry', 'another entry'),
		...byOwn(['list', 'entry', 'record'], async ({ writer }, own) => {
			const body = { parent_id: own.ids.record, attributes: {} };
			const answer = await writer.ask('addListMember', { path: { id: idOf(own, 'list') }, body });
			if (isGood(answer)) return { side: String(asObject(answer.body).id) === own.ids.entry ? 'the same entry' : 'another entry' };
			return isRefusal(answer) ? { side: 'refused' } : unanswered(answer, 'addListMember');
		}),
	},
	{
		id: 'member-without-record',
		question: 'Whether a member may be added to a list without parent_id',
		see: 'list-entries',
		files: ['nodes/NexList/fields.ts'],
		sides: allFine('refused', 'taken'),
		...byOwn(['list'], async ({ writer }, own) => {
			const answer = await writer.ask('addListMember', { path: { id: idOf(own, 'list') }, body: { attributes: {} } });
			if (isGood(answer)) return { side: 'taken' };
			return isRefusal(answer) || answer.status === 404 ? { side: 'refused' } : unanswered(answer, 'addListMember');
		}),
	},
	{
		id: 'list-removal-id',
		question: 'Which ID removing a list member takes',
		see: 'list-entries',
		files: ['nodes/NexList/operations/removeMember.ts'],
		sides: PATH_SIDES,
		...byOwn(['list', 'otherEntry', 'other'], removingPath),
	},
];
