import type { IDataObject } from 'n8n-workflow';
import { asObject } from '../nodes/shared/isObject';
import type { Asked } from './client';
import { idOf, MARK, TEXT } from './own';
import type { Own, OwnStep } from './own';

/** Sends something to a path whose values are IDs of things that were made, by the name of the thing. */
const at = (own: Own, path: Readonly<Record<string, string>>, body: IDataObject = {}): Asked => ({
	path: Object.fromEntries(Object.entries(path).map(([name, thing]) => [name, idOf(own, thing)])),
	body,
});

const ofType = (own: Own, body: IDataObject): Asked => ({ path: { slug: own.slug }, body });

const ofAttribute = (own: Own, body: IDataObject = {}): Asked => ({ path: { slug: own.slug, attr_id: idOf(own, 'spare') }, body });

const attribute = (slug: string, type: string, options: IDataObject = {}): OwnStep => ({
	id: 'createAttributeDefinition',
	keeps: slug,
	needs: ['object'],
	ask: (own) => ofType(own, { name: slug, slug, type, options }),
});

const record = (code: string): IDataObject => ({ name: `${MARK} ${code}`, code });

/** Makes one of each, changes it and reads what only its maker can read, in an order in which each finds what it needs. */
export const MAKING: readonly OwnStep[] = [
	{
		id: 'createObjectDefinition',
		keeps: 'object',
		needs: [],
		ask: ({ slug }) => ({ body: { name: MARK, slug, type: 'custom', description: TEXT } }),
	},
	{ id: 'updateObjectDefinition', needs: ['object'], ask: (own) => ofType(own, { description: `${TEXT}.` }) },
	attribute('code', 'text', { is_unique: true }),
	attribute('group', 'text'),
	attribute('choice', 'select', { select_options: [{ name: 'Alpha' }, { name: 'Beta' }] }),
	attribute('several', 'text', { is_multi_value: true }),
	attribute('spare', 'text'),
	{ id: 'updateAttributeDefinition', needs: ['spare'], ask: (own) => ofAttribute(own, { name: 'Spare' }) },
	{ id: 'deleteAttributeDefinition', needs: ['spare'], ask: (own) => ofAttribute(own) },
	{ id: 'createRecord', keeps: 'record', needs: ['code'], ask: (own) => ofType(own, { attributes: record('one') }) },
	{
		id: 'upsertRecord',
		keeps: 'other',
		needs: ['code'],
		ask: (own) => ofType(own, { matching_attribute: 'code', attributes: record('two') }),
	},
	{ id: 'updateRecord', needs: ['record'], ask: (own) => at(own, { record_id: 'record' }, { attributes: { name: `${MARK} 1` } }) },
	{
		id: 'createList',
		keeps: 'list',
		needs: ['object'],
		ask: (own) => ofType(own, { name: MARK, slug: `${own.slug}_list`, description: TEXT }),
	},
	{
		id: 'addListMember',
		keeps: 'entry',
		needs: ['list', 'record'],
		ask: (own) => at(own, { id: 'list' }, { parent_id: idOf(own, 'record'), attributes: {} }),
	},
	{
		id: 'upsertListMember',
		keeps: 'otherEntry',
		needs: ['list', 'other'],
		ask: (own) => at(own, { id: 'list' }, { parent_id: idOf(own, 'other'), attributes: {} }),
	},
	{ id: 'updateListRecord', needs: ['list', 'entry'], ask: (own) => at(own, { id: 'list', record_id: 'entry' }, { attributes: {} }) },
	{
		id: 'createRelationshipDefinition',
		keeps: 'definition',
		needs: ['object'],
		ask: (own) => ({
			body: {
				type: 'many_to_many',
				entity_definition_1_id: idOf(own, 'object'),
				entity_definition_2_id: idOf(own, 'object'),
				entity_1_to_2_predicate: MARK,
				entity_2_to_1_predicate: MARK,
			},
		}),
	},
	{
		id: 'createRelationshipInstance',
		keeps: 'relationship',
		needs: ['definition', 'record', 'other'],
		ask: (own) =>
			at(
				own,
				{ record_id: 'record' },
				{ definition_id: idOf(own, 'definition'), entity_1_id: idOf(own, 'record'), entity_2_id: idOf(own, 'other') },
			),
	},
	{ id: 'createTask', keeps: 'task', needs: [], ask: () => ({ body: { title: MARK, description: TEXT } }) },
	{ id: 'updateTask', needs: ['task'], ask: (own) => at(own, { task_id: 'task' }, { description: `${TEXT}.` }) },
	{
		id: 'createNote',
		keeps: 'note',
		needs: [],
		// About its record if there is one: of all notes only 200 are listed, so that a lost one is found by its record.
		ask: ({ ids }) => ({ body: { title: MARK, content: TEXT, ...(ids.record && { entity_id: ids.record }) } }),
	},
	{ id: 'updateNote', needs: ['note'], ask: (own) => at(own, { note_id: 'note' }, { content: `${TEXT}.` }) },
	{ id: 'createCustomNotificationRule', keeps: 'rule', needs: [], ask: () => ({ body: { description: TEXT } }) },
	{
		id: 'addContext',
		keeps: 'artifact',
		needs: [],
		ask: () => ({ body: { content: TEXT } }),
		from: (body) => asObject(body).artifact_id,
	},
	{ id: 'getArtifact', needs: ['artifact'], ask: (own) => at(own, { artifact_id: 'artifact' }) },
	{
		id: 'createAIListJob',
		keeps: 'listJob',
		needs: [],
		ask: () => ({ body: { query: MARK, object_type: 'contact', limit: 1 } }),
		from: (body) => asObject(asObject(body).message).job_id ?? asObject(body).job_id,
	},
	{ id: 'getAIListJob', needs: ['listJob'], ask: (own) => at(own, { job_id: 'listJob' }) },
	{
		id: 'triggerCompoundingJob',
		keeps: 'run',
		needs: [],
		ask: () => ({ body: { job_type: 'metrics', dry_run: true } }),
		from: (body) => asObject(body).job_run_id,
	},
	{ id: 'getCompoundingJobStatus', needs: ['run'], ask: (own) => at(own, { job_run_id: 'run' }) },
];

const removal = (id: string, path: Readonly<Record<string, string>>): OwnStep => ({
	id,
	needs: Object.values(path),
	ask: (own) => at(own, path),
});

/** Removes what {@link MAKING} has made, what hangs on other things first. */
export const REMOVING: readonly OwnStep[] = [
	removal('removeRecordFromList', { id: 'list', record_id: 'entry' }),
	removal('deleteRelationshipInstance', { record_id: 'record', rel_id: 'relationship' }),
	removal('deleteRelationshipDefinition', { id: 'definition' }),
	removal('deleteTask', { task_id: 'task' }),
	removal('deleteNote', { note_id: 'note' }),
	removal('deleteCustomNotificationRule', { id: 'rule' }),
	removal('deleteList', { id: 'list' }),
	removal('deleteRecord', { record_id: 'record' }),
	{ id: 'deleteObjectDefinition', needs: ['object'], ask: (own) => ofType(own, {}) },
];
