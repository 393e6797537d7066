import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { readOffsetPages } from '../../shared/answers/offsetPages';
import { restOf } from '../../shared/answers/page';
import { nexRequest } from '../../shared/transport/request';
import { didNotAnswerWith, objectsUnder } from '../answers';
import type { ReadPage } from './look';
import { canRead } from './reader';

/** Whose timelines a trigger follows. */
export type Watched = { kind: 'records'; ids: string[] } | { kind: 'list'; id: string } | { kind: 'objectType'; slug: string };

const PAGE = 100;

type Request = Parameters<typeof nexRequest>[1];

/** How one look asks; without a credential it is the context's as it is stored now. */
export type WatchRequest = Pick<Request, 'credential'> & { signal: AbortSignal };

/** What is listed, and how it is asked for. */
type Listing = Pick<Request, 'path' | 'scopes' | 'notFound'> & { what: string };

const recordsOf = (slug: string): Listing => ({
	path: `/v1/objects/${encodeURIComponent(slug)}/records`,
	scopes: ['record.read'],
	notFound: `There is no object type "${slug}"`,
	what: 'records',
});

const membersOf = (id: string): Listing => ({
	path: `/v1/lists/${encodeURIComponent(id)}/records`,
	scopes: ['list.member.read'],
	notFound: `There is no list ${id}`,
	what: 'list members',
});

const idOf = ({ id }: IDataObject) => String(id ?? '');

const nameIn = ({ attributes }: IDataObject) => JSON.stringify((attributes as IDataObject | undefined)?.name);

const attributesOf = ({ attributes }: IDataObject): [string, string][] =>
	Object.entries((attributes ?? {}) as IDataObject).map(([slug, value]) => [slug, JSON.stringify(value)]);

/** The records that have most attributes in common with an entry: one, or some that have no others. */
function mostAlike(entry: IDataObject, records: IDataObject[]): IDataObject[] {
	const own = new Map(attributesOf(entry));
	const commonWith = (record: IDataObject) => attributesOf(record).filter(([slug, value]) => own.get(slug) === value).length;
	const most = Math.max(1, ...records.map(commonWith));
	const best = records.filter((record) => commonWith(record) === most);
	return best.length === 1 ? best : best.filter((record) => attributesOf(record).length === most);
}

/**
 * Finds the records behind list entries that only tell their own id. An entry has the attributes of its record beside those of
 * the list, of which one may hide one of the record by the same slug. Of records that are alike in everything, each is taken.
 */
export function matchEntries(entries: IDataObject[], records: IDataObject[]): Map<string, string[]> {
	const byName = new Map<string, IDataObject[]>();
	for (const record of records) byName.set(nameIn(record), [...(byName.get(nameIn(record)) ?? []), record]);
	return new Map(entries.map((entry) => [idOf(entry), mostAlike(entry, byName.get(nameIn(entry)) ?? []).map(idOf)]));
}

/** Says which records to look at now: their ids, without one twice. */
export type Watch = (asking: WatchRequest) => Promise<string[]>;

/**
 * Watches chosen records, the members of a list, or the records of an object type, whoever they are at the time.
 *
 * @param read reads timelines, which tells whether an id is that of a record
 */
export function createWatch(context: ITriggerFunctions, watched: Watched, read: ReadPage): Watch {
	/** The records that list entries stand for. */
	const recordsOfEntry = new Map<string, string[]>();
	/** Reads all rows of one of the two operations that page with an offset in the body. */
	const readAll = async ({ what, ...listing }: Listing, attributes: 'none' | 'all', asking: WatchRequest): Promise<IDataObject[]> =>
		await readOffsetPages(
			async (offset, limit) => {
				// The first request of a look tells whether Nex answers at all.
				const once = offset === 0;
				const request = { ...listing, method: 'POST', body: { attributes, limit, offset }, readOnly: true, ...asking, once } as const;
				const { body } = await nexRequest(context, request);
				const rows = objectsUnder(body, 'data');
				if (!rows) throw didNotAnswerWith(context, what);
				return { ...restOf(body), rows };
			},
			{ limit: Infinity, pageSize: PAGE, identify: ({ id }) => id },
		);

	/** Whether a list names its members by ids of its own, which the sources leave open (docs/api.md#list-entries). */
	let areEntries: boolean | undefined;

	const recordsOfEntries = async (entries: IDataObject[], listId: string, asking: WatchRequest): Promise<string[]> => {
		const ids = entries.map(idOf);
		const [unknown] = ids.filter((id) => !recordsOfEntry.has(id));
		if (unknown === undefined) return ids.flatMap((id) => recordsOfEntry.get(id) ?? []);
		areEntries ??= !(await canRead(read, unknown, asking));
		if (!areEntries) return ids;
		const full = await readAll(membersOf(listId), 'all', asking);
		const slugs = new Set(full.flatMap(({ type }) => (typeof type === 'string' && type !== 'list' ? [type] : [])));
		const records = (await Promise.all([...slugs].map(async (slug) => await readAll(recordsOf(slug), 'all', asking)))).flat();
		for (const [entry, found] of matchEntries(full, records)) recordsOfEntry.set(entry, found);
		const lost = ids.filter((id) => !(recordsOfEntry.get(id) ?? []).length);
		if (lost.length > 0)
			context.logger.warn(
				`Nex Trigger cannot tell which records ${lost.length} member(s) of the list stand for: ${lost.slice(0, 20).join(', ')}`,
			);
		return ids.flatMap((id) => recordsOfEntry.get(id) ?? []);
	};

	const listIds = async (asking: WatchRequest): Promise<string[]> => {
		if (watched.kind === 'records') return watched.ids;
		if (watched.kind === 'objectType') return (await readAll(recordsOf(watched.slug), 'none', asking)).map(idOf);
		const entries = await readAll(membersOf(watched.id), 'none', asking);
		const owners = entries.flatMap(({ parent_id: parent, record_id: record }) => parent ?? record ?? []);
		return owners.length === entries.length ? owners.map(String) : await recordsOfEntries(entries, watched.id, asking);
	};

	return async (asking) => [...new Set(await listIds(asking))].filter((id) => id !== '');
}
