import type { Asked, OperationId } from './client';
import { rowsIn, textIn, textOf } from './targets';
import type { Targets } from './targets';
import { asObject } from '../nodes/shared/isObject';

/** How one operation is tried. */
export interface Step {
	id: OperationId;
	/** Operations that find what it asks for. */
	needs?: readonly OperationId[];
	/** What to send, or why it cannot be tried. */
	ask(targets: Targets): Asked | string;
	/** Remembers what later steps read. True if there is enough, false to try again with the next object type. */
	learn?(body: unknown, targets: Targets): boolean;
}

/** Object types that are looked through for a record or a list. */
export const MOST_TYPES = 5;

const slug = ({ slugs: [first] }: Targets): Asked | string => (first === undefined ? 'there is no object type' : { path: { slug: first } });

const by = (name: string, id: string | undefined, what: string): Asked | string =>
	id === undefined ? `there is no ${what} to read` : { path: { [name]: id } };

const firstId =
	(set: (targets: Targets, id: string | undefined) => void) =>
	(body: unknown, targets: Targets): boolean => {
		const id = textOf(rowsIn(body)[0]?.id);
		set(targets, id);
		return id !== undefined;
	};

const made = (what: string) => (): string => `${what} can only be read by who has made one: --write makes one`;

/** All operations that change nothing, each after those that it needs something of. */
export const READS: readonly Step[] = [
	{
		id: 'listObjects',
		ask: () => ({ query: { include_attributes: true } }),
		learn(body, targets) {
			targets.slugs = rowsIn(body).flatMap(({ slug: one }) => textOf(one) ?? []);
			return true;
		},
	},
	{ id: 'getObjectDefinition', needs: ['listObjects'], ask: slug },
	{
		id: 'listRecords',
		needs: ['listObjects'],
		ask: (targets) => {
			const asked = slug(targets);
			return typeof asked === 'string' ? asked : { ...asked, body: { limit: 50, offset: 0 } };
		},
		learn(body, targets) {
			const [record] = rowsIn(body);
			targets.recordId = textOf(record?.id);
			targets.name = textIn(asObject(record?.attributes).name).slice(0, 100);
			return record !== undefined;
		},
	},
	{ id: 'getRecord', needs: ['listRecords'], ask: ({ recordId }) => by('record_id', recordId, 'record') },
	{
		id: 'getRecordTimeline',
		needs: ['listRecords'],
		ask: ({ recordId }) => {
			const asked = by('record_id', recordId, 'record');
			return typeof asked === 'string' ? asked : { ...asked, query: { limit: 100 } };
		},
	},
	{ id: 'listObjectLists', needs: ['listObjects'], ask: slug, learn: firstId((targets, id) => (targets.listId = id)) },
	{ id: 'getList', needs: ['listObjectLists'], ask: ({ listId }) => by('id', listId, 'list') },
	{
		id: 'getListRecords',
		needs: ['listObjectLists'],
		ask: ({ listId }) => {
			const asked = by('id', listId, 'list');
			return typeof asked === 'string' ? asked : { ...asked, body: { limit: 50, offset: 0 } };
		},
	},
	{ id: 'listRelationshipDefinitions', ask: () => ({}) },
	{ id: 'listTasks', ask: () => ({ query: { limit: 50 } }), learn: firstId((targets, id) => (targets.taskId = id)) },
	{ id: 'getTask', needs: ['listTasks'], ask: ({ taskId }) => by('task_id', taskId, 'task') },
	{ id: 'listNotes', ask: () => ({}), learn: firstId((targets, id) => (targets.noteId = id)) },
	{ id: 'getNote', needs: ['listNotes'], ask: ({ noteId }) => by('note_id', noteId, 'note') },
	{ id: 'searchRecords', needs: ['listRecords'], ask: ({ name }) => ({ body: { query: name?.split(' ')[0] || 'nex' } }) },
	{ id: 'getGraph', ask: () => ({ query: { limit: 50, format: 'json' } }) },
	{
		id: 'queryContext',
		needs: ['listRecords'],
		ask: ({ name }) => ({ body: { query: `What is known about ${name || 'this workspace'}?` } }),
	},
	{ id: 'getInsights', ask: () => ({ query: { limit: 100 } }) },
	{ id: 'listIntegrations', ask: () => ({}) },
	{ id: 'getNotificationFeed', ask: () => ({ query: { limit: 50 } }) },
	{ id: 'getNotificationPreferences', ask: () => ({}) },
	{ id: 'listCustomNotificationRules', ask: () => ({}), learn: firstId((targets, id) => (targets.ruleId = id)) },
	{ id: 'getCustomNotificationRule', needs: ['listCustomNotificationRules'], ask: ({ ruleId }) => by('id', ruleId, 'rule') },
	{ id: 'getArtifact', ask: made('an artifact') },
	{ id: 'getAIListJob', ask: made('an AI list') },
	{ id: 'getCompoundingJobStatus', ask: made('a compounding job') },
	{ id: 'getConnectStatus', ask: () => 'nobody is asked to connect an account' },
];

/** Why the others are not tried, by operation; without --write for the reason that stands last. */
export const NEVER: Readonly<Record<OperationId, string>> = {
	startIntegrationConnect: 'it would begin to connect an account',
	disconnectIntegration: 'it would cut off an account',
	updateNotificationPreferences: 'it would change the settings of the one whose key this is',
};

export const NEEDS_WRITE = 'it changes something: --write tries it on things of its own';
