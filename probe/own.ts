import { randomBytes } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { asObject } from '../nodes/shared/isObject';
import type { Asked, Client, OperationId } from './client';
import { rowsIn, textOf } from './targets';

/** By this word everything that the probe makes is found again. */
export const MARK = 'n8nnodesnexprobe';

/** What --write has made, by IDs, as far as it was made. */
export interface Own {
	slug: string;
	ids: Record<string, string>;
}

/** One operation on things of the probe's own. */
export interface OwnStep {
	id: OperationId;
	/** What to send; undefined if something that it needs was not made. */
	ask(own: Own): Asked | undefined;
	/** Under which name the ID in the answer is remembered, and where it stands if not under `id`. */
	keeps?: string;
	from?: (body: unknown) => unknown;
}

export const newOwn = (): Own => ({ slug: `${MARK}_${randomBytes(3).toString('hex')}`, ids: {} });

/** A request whose path and body need the IDs of these; undefined if one is missing. */
function withIds(names: string[], ask: (ids: string[], own: Own) => Asked): OwnStep['ask'] {
	return (own) => {
		const ids = names.flatMap((name) => own.ids[name] ?? []);
		return ids.length === names.length ? ask(ids, own) : undefined;
	};
}

const id = (name: string, value = ''): Asked['path'] => ({ [name]: value });

const make = (operation: OperationId, keeps: string, ask: OwnStep['ask'], from?: OwnStep['from']): OwnStep => ({
	id: operation,
	keeps,
	ask,
	from,
});

const TEXT = `${MARK}: a trial of the n8n nodes for Nex; it may be ignored`;
const ofType = (own: Own, body: IDataObject): Asked => ({ path: { slug: own.slug }, body });
const attribute = (slug: string, type: string, options: IDataObject = {}): IDataObject => ({ name: slug, slug, type, options });

/** Makes one of each, changes it and reads what only its maker can read, in an order in which each finds what it needs. */
export const MAKING: readonly OwnStep[] = [
	make('createObjectDefinition', 'object', ({ slug }) => ({ body: { name: MARK, slug, type: 'custom', description: TEXT } })),
	{ id: 'updateObjectDefinition', ask: withIds(['object'], (_ids, own) => ofType(own, { description: `${TEXT}.` })) },
	make(
		'createAttributeDefinition',
		'code',
		withIds(['object'], (_ids, own) => ofType(own, attribute('code', 'text', { is_unique: true }))),
	),
	make(
		'createAttributeDefinition',
		'spare',
		withIds(['object'], (_ids, own) => ofType(own, attribute('spare', 'text'))),
	),
	{
		id: 'updateAttributeDefinition',
		ask: withIds(['spare'], ([spare], own) => ({ path: { slug: own.slug, attr_id: spare ?? '' }, body: { name: 'Spare' } })),
	},
	{ id: 'deleteAttributeDefinition', ask: withIds(['spare'], ([spare], own) => ({ path: { slug: own.slug, attr_id: spare ?? '' } })) },
	make(
		'createRecord',
		'record',
		withIds(['object'], (_ids, own) => ofType(own, { attributes: { name: `${MARK} one`, code: 'one' } })),
	),
	make(
		'upsertRecord',
		'other',
		withIds(['code'], (_ids, own) => ofType(own, { matching_attribute: 'code', attributes: { name: `${MARK} two`, code: 'two' } })),
	),
	{
		id: 'updateRecord',
		ask: withIds(['record'], ([record]) => ({ path: id('record_id', record), body: { attributes: { name: `${MARK} 1` } } })),
	},
	make(
		'createList',
		'list',
		withIds(['object'], (_ids, own) => ofType(own, { name: MARK, slug: `${own.slug}_list`, description: TEXT })),
	),
	make(
		'addListMember',
		'entry',
		withIds(['list', 'record'], ([list, record]) => ({ path: id('id', list), body: { parent_id: record, attributes: {} } })),
	),
	make(
		'upsertListMember',
		'otherEntry',
		withIds(['list', 'other'], ([list, other]) => ({ path: id('id', list), body: { parent_id: other, attributes: {} } })),
	),
	{
		id: 'updateListRecord',
		ask: withIds(['list', 'entry'], ([list, entry]) => ({ path: { id: list ?? '', record_id: entry ?? '' }, body: { attributes: {} } })),
	},
	make(
		'createRelationshipDefinition',
		'definition',
		withIds(['object'], ([object]) => ({
			body: {
				type: 'many_to_many',
				entity_definition_1_id: object,
				entity_definition_2_id: object,
				entity_1_to_2_predicate: MARK,
				entity_2_to_1_predicate: MARK,
			},
		})),
	),
	make(
		'createRelationshipInstance',
		'relationship',
		withIds(['definition', 'record', 'other'], ([definition, record, other]) => ({
			path: id('record_id', record),
			body: { definition_id: definition, entity_1_id: record, entity_2_id: other },
		})),
	),
	make('createTask', 'task', () => ({ body: { title: MARK, description: TEXT } })),
	{ id: 'updateTask', ask: withIds(['task'], ([task]) => ({ path: id('task_id', task), body: { description: `${TEXT}.` } })) },
	make('createNote', 'note', () => ({ body: { title: MARK, content: TEXT } })),
	{ id: 'updateNote', ask: withIds(['note'], ([note]) => ({ path: id('note_id', note), body: { content: `${TEXT}.` } })) },
	make('createCustomNotificationRule', 'rule', () => ({ body: { description: TEXT } })),
	make(
		'addContext',
		'artifact',
		() => ({ body: { content: TEXT } }),
		(body) => asObject(body).artifact_id,
	),
	{ id: 'getArtifact', ask: withIds(['artifact'], ([artifact]) => ({ path: id('artifact_id', artifact) })) },
	make(
		'createAIListJob',
		'listJob',
		() => ({ body: { query: MARK, object_type: 'contact', limit: 1 } }),
		(body) => {
			const { message, job_id: bare } = asObject(body);
			return asObject(message).job_id ?? bare;
		},
	),
	{ id: 'getAIListJob', ask: withIds(['listJob'], ([job]) => ({ path: id('job_id', job) })) },
	make(
		'triggerCompoundingJob',
		'run',
		() => ({ body: { job_type: 'metrics', dry_run: true } }),
		(body) => asObject(body).job_run_id,
	),
	{ id: 'getCompoundingJobStatus', ask: withIds(['run'], ([run]) => ({ path: id('job_run_id', run) })) },
];

/** Removes what {@link MAKING} has made, what hangs on other things first. */
export const REMOVING: readonly OwnStep[] = [
	{
		id: 'removeRecordFromList',
		ask: withIds(['list', 'entry'], ([list, entry]) => ({ path: { id: list ?? '', record_id: entry ?? '' } })),
	},
	{
		id: 'deleteRelationshipInstance',
		ask: withIds(['record', 'relationship'], ([record, relationship]) => ({
			path: { record_id: record ?? '', rel_id: relationship ?? '' },
		})),
	},
	{ id: 'deleteRelationshipDefinition', ask: withIds(['definition'], ([definition]) => ({ path: id('id', definition) })) },
	{ id: 'deleteTask', ask: withIds(['task'], ([task]) => ({ path: id('task_id', task) })) },
	{ id: 'deleteNote', ask: withIds(['note'], ([note]) => ({ path: id('note_id', note) })) },
	{ id: 'deleteCustomNotificationRule', ask: withIds(['rule'], ([rule]) => ({ path: id('id', rule) })) },
	{ id: 'deleteList', ask: withIds(['list'], ([list]) => ({ path: id('id', list) })) },
	{ id: 'deleteRecord', ask: withIds(['record'], ([record]) => ({ path: id('record_id', record) })) },
	{ id: 'deleteObjectDefinition', ask: withIds(['object'], (_ids, own) => ({ path: { slug: own.slug } })) },
];

/** Remembers the ID in an answer. */
export function remember(own: Own, { keeps, from }: OwnStep, body: unknown): void {
	const value = textOf(from ? from(body) : asObject(body).id);
	if (keeps !== undefined && value !== undefined) own.ids[keeps] = value;
}

const isMarked = (row: IDataObject): boolean =>
	['name', 'title', 'prompt', 'slug', 'entity_1_to_2_predicate'].some((name) => String(row[name] ?? '').includes(MARK));

/** Where things of the probe's own may be left, and how each is removed. */
const PLACES: ReadonlyArray<{ list: OperationId; query?: IDataObject; remove: OperationId; by: string }> = [
	{ list: 'listTasks', query: { search: MARK, limit: 100 }, remove: 'deleteTask', by: 'task_id' },
	{ list: 'listNotes', remove: 'deleteNote', by: 'note_id' },
	{ list: 'listCustomNotificationRules', remove: 'deleteCustomNotificationRule', by: 'id' },
	{ list: 'listRelationshipDefinitions', remove: 'deleteRelationshipDefinition', by: 'id' },
];

/**
 * Removes everything that carries the mark, whoever made it and whenever. It needs to remember nothing, so it works
 * after a run that was killed as well.
 *
 * @returns how many things were removed, and the operations that refused
 */
export async function clean(client: Client): Promise<{ removed: number; refused: string[] }> {
	let removed = 0;
	const refused: string[] = [];
	const ask = async (operation: OperationId, asked: Asked) => {
		const answer = await client.ask(operation, asked);
		if (answer.status >= 300 && answer.status !== 404) refused.push(operation);
		return answer;
	};
	const remove = async (operation: OperationId, path: Record<string, string>) => {
		const { status } = await ask(operation, { path });
		if (status >= 200 && status < 300) removed++;
	};
	for (const { list, query, remove: operation, by } of PLACES) {
		const rows = rowsIn((await ask(list, { query })).body).filter((row) => isMarked(row) && !row.archived_at);
		for (const row of rows) await remove(operation, { [by]: String(row.id) });
	}
	const types = rowsIn((await ask('listObjects', {})).body).filter(({ slug }) => String(slug).startsWith(`${MARK}_`));
	for (const { slug } of types) {
		const lists = rowsIn((await ask('listObjectLists', { path: { slug: String(slug) } })).body).filter(isMarked);
		for (const { id: list } of lists) await remove('deleteList', { id: String(list) });
		await remove('deleteObjectDefinition', { slug: String(slug) });
	}
	return { removed, refused: [...new Set(refused)] };
}
