import type { IDataObject } from 'n8n-workflow';
import { readAttributes } from '../../nodes/shared/attributes/definition';
import { asObject } from '../../nodes/shared/isObject';
import { idOf, MARK } from '../own';
import type { Own } from '../own';
import { textIn } from '../targets';
import type { Evidence, Point, Settled } from './point';
import { allFine, byOwn, FINE, isGood, isRefusal, unanswered, WRONG } from './point';

const change = async ({ writer }: Evidence, id: string, attributes: IDataObject) =>
	await writer.ask('updateRecord', { path: { record_id: id }, body: { attributes } });

/** What an attribute of a record has now; undefined if that cannot be read. */
async function standing({ client }: Evidence, id: string, attribute: string): Promise<{ value: unknown } | undefined> {
	const answer = await client.ask('getRecord', { path: { record_id: id } });
	return isGood(answer) ? { value: asObject(asObject(answer.body).attributes)[attribute] } : undefined;
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Clears an attribute that has a value. */
async function clearing(evidence: Evidence, own: Own): Promise<Settled> {
	const id = idOf(own, 'other');
	const answer = await change(evidence, id, { code: null });
	if (!isGood(answer)) return isRefusal(answer) ? { side: 'refused' } : unanswered(answer, 'updateRecord');
	const code = await standing(evidence, id, 'code');
	if (!code) return { open: 'the record could not be read' };
	return { side: isEmpty(code.value) ? 'clears' : 'changes nothing' };
}

/** Whether the flag that was sent is there. */
async function severalValues({ client }: Evidence, { slug }: Own): Promise<Settled> {
	const type = await client.ask('getObjectDefinition', { path: { slug } });
	if (!isGood(type)) return unanswered(type, 'getObjectDefinition');
	const attribute = readAttributes(type.body).find((one) => one.slug === 'several');
	return { side: attribute?.multiValue ? 'understood' : 'ignored' };
}

/** Chooses one option by its label and the other by its ID, and looks whether each is there afterwards. */
async function selecting(evidence: Evidence, own: Own): Promise<Settled> {
	const type = await evidence.client.ask('getObjectDefinition', { path: { slug: own.slug } });
	const options = readAttributes(type.body).find(({ slug }) => slug === 'choice')?.options ?? [];
	const [alpha, beta] = ['Alpha', 'Beta'].map((wanted) => options.find(({ name }) => name === wanted)?.id ?? '');
	if (!alpha || !beta) return { open: 'the options have no IDs' };
	const record = idOf(own, 'record');
	const after = async (choice: string): Promise<string> => {
		const answer = await change(evidence, record, { choice });
		const now = isGood(answer) ? await standing(evidence, record, 'choice') : undefined;
		return JSON.stringify(now?.value ?? '');
	};
	const byLabel = await after('Alpha');
	const byId = await after(beta);
	const takesLabel = byLabel.includes('Alpha') || byLabel.includes(alpha);
	// An ID that stands there as text beside a label of before was taken for a label.
	const takesId = byId.includes('Beta') || (byId.includes(beta) && !byLabel.includes('Alpha'));
	if (takesLabel) return { side: takesId ? 'both' : 'the label' };
	return takesId ? { side: 'the ID' } : { side: 'neither' };
}

const GROUP = 'same';

/** Gives two records the same value, and upserts by it. */
async function upserting(evidence: Evidence, own: Own): Promise<Settled> {
	const [older, newer] = [idOf(own, 'record'), idOf(own, 'other')];
	for (const id of [older, newer]) {
		const answer = await change(evidence, id, { group: GROUP });
		if (!isGood(answer)) return unanswered(answer, 'updateRecord');
	}
	const name = `${MARK} hit`;
	const answer = await evidence.writer.ask('upsertRecord', {
		path: { slug: own.slug },
		body: { matching_attribute: 'group', attributes: { group: GROUP, name } },
	});
	if (!isGood(answer)) return isRefusal(answer) ? { side: 'refused' } : unanswered(answer, 'upsertRecord');
	const isHit = async (id: string) => textIn((await standing(evidence, id, 'name'))?.value).includes('hit');
	const [isOlder, isNewer] = [await isHit(older), await isHit(newer)];
	if (isOlder) return { side: isNewer ? 'all of them' : 'the oldest' };
	return { side: isNewer ? 'the newest' : 'a new record' };
}

/** Points on the values of records and of what they are records of. */
export const valuePoints: readonly Point[] = [
	{
		id: 'duplicate-slug',
		question: 'What creating an object type with a slug that is taken does',
		see: 'objects',
		files: ['nodes/NexObject/operations/create.ts'],
		sides: allFine('refused', 'the same type', 'another type'),
		...byOwn(['object'], async ({ writer }, { slug, ids }) => {
			const answer = await writer.ask('createObjectDefinition', { body: { name: MARK, slug, type: 'custom' } });
			if (isGood(answer)) return { side: String(asObject(answer.body).id) === ids.object ? 'the same type' : 'another type' };
			return isRefusal(answer) ? { side: 'refused' } : unanswered(answer, 'createObjectDefinition');
		}),
	},
	{
		id: 'multi-value-sent',
		question: 'Whether is_multi_value is understood if an attribute is created with it',
		see: 'multi-value',
		files: ['nodes/NexObject/operations/createAttribute.ts'],
		sides: { understood: FINE, ignored: WRONG },
		...byOwn(['several'], severalValues),
	},
	{
		id: 'select-values',
		question: 'Whether a select takes its options by label or by ID',
		see: 'attribute-values',
		files: ['nodes/shared/attributes/form.ts', 'nodes/shared/attributes/read.ts'],
		sides: { both: FINE, 'the ID': FINE, 'the label': WRONG, neither: WRONG },
		...byOwn(['choice', 'record'], selecting),
	},
	{
		id: 'clearing',
		question: 'Whether null clears an attribute of a record',
		see: 'records',
		files: ['nodes/shared/fields/sendAttributes.ts'],
		sides: { clears: FINE, refused: WRONG, 'changes nothing': WRONG },
		...byOwn(['code', 'other'], clearing),
	},
	{
		id: 'upsert-matches',
		question: 'Which record Create or Update changes if several match',
		see: 'records',
		files: ['nodes/NexRecord/operations/createOrUpdate.ts'],
		sides: allFine('the oldest', 'the newest', 'all of them', 'a new record', 'refused'),
		...byOwn(['group', 'record', 'other'], upserting),
	},
];
