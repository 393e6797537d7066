import type { IDataObject } from 'n8n-workflow';
import type { Asked, Client, OperationId } from './client';
import { MARK } from './own';
import { rowsIn } from './targets';

const isMarked = (row: IDataObject): boolean =>
	['name', 'title', 'prompt', 'slug', 'entity_1_to_2_predicate'].some((name) => String(row[name] ?? '').includes(MARK));

/** Where things of the probe's own may be left, and how each is removed. */
const PLACES: ReadonlyArray<{ list: OperationId; query?: IDataObject; remove: OperationId; by: string }> = [
	{ list: 'listTasks', query: { search: MARK, limit: 100 }, remove: 'deleteTask', by: 'task_id' },
	{ list: 'listNotes', remove: 'deleteNote', by: 'note_id' },
	{ list: 'listCustomNotificationRules', remove: 'deleteCustomNotificationRule', by: 'id' },
	{ list: 'listRelationshipDefinitions', remove: 'deleteRelationshipDefinition', by: 'id' },
];

/** What makes the things that an operation lists. */
const MAKERS: Readonly<Record<OperationId, OperationId>> = {
	listTasks: 'createTask',
	listNotes: 'createNote',
	listCustomNotificationRules: 'createCustomNotificationRule',
	listRelationshipDefinitions: 'createRelationshipDefinition',
	listObjects: 'createObjectDefinition',
};

/** Of the operations that refused, those for which something may be left: not if the making was refused too, or never tried. */
export const worrying = (refused: string[], wasMade: (operation: OperationId) => boolean): string[] =>
	refused.filter((operation) => wasMade(MAKERS[operation] ?? operation));

export interface Cleaned {
	/** How many things were removed. */
	removed: number;
	/** The operations that refused. */
	refused: string[];
}

/**
 * Removes everything that carries the mark, whoever made it and whenever. It needs to remember nothing, so it works
 * after a run that was killed as well.
 */
export async function clean(client: Client): Promise<Cleaned> {
	let removed = 0;
	const refused = new Set<string>();
	const ask = async (operation: OperationId, asked: Asked): Promise<IDataObject[]> => {
		const { status, body } = await client.ask(operation, asked);
		if (status >= 300 && status !== 404) refused.add(operation);
		return status < 300 ? rowsIn(body) : [];
	};
	const remove = async (operation: OperationId, path: Record<string, string>) => {
		const { status } = await client.ask(operation, { path });
		if (status < 300) removed++;
		else if (status !== 404) refused.add(operation);
	};
	const removeListed = async ({ list, query, remove: operation, by }: (typeof PLACES)[number]) => {
		const rows = (await ask(list, { query })).filter((row) => isMarked(row) && !row.archived_at);
		for (const row of rows) await remove(operation, { [by]: String(row.id) });
	};

	for (const place of PLACES) await removeListed(place);
	const types = (await ask('listObjects', {})).map(({ slug }) => String(slug)).filter((slug) => slug.startsWith(`${MARK}_`));
	for (const slug of types) {
		// Of all notes only 200 are listed: one that was not among them is about a record of the type.
		for (const { id } of await ask('listRecords', { path: { slug }, body: { limit: 50, offset: 0 } }))
			await removeListed({ list: 'listNotes', query: { entity_id: String(id) }, remove: 'deleteNote', by: 'note_id' });
		const lists = (await ask('listObjectLists', { path: { slug } })).filter(isMarked);
		for (const { id } of lists) await remove('deleteList', { id: String(id) });
		await remove('deleteObjectDefinition', { slug });
	}
	return { removed, refused: [...refused] };
}
