import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { erroredTypesIn, hitsIn, isWhollyRead } from '../shared/answers/hits';
import { plainValue } from '../shared/attributes/plain';
import type { Value } from '../shared/attributes/values';
import type { ReadStanding } from '../shared/fields';
import { firstCharacters } from '../shared/firstCharacters';
import { isGiven } from '../shared/isGiven';
import { answeredWithout } from '../shared/operation/assertAnswer';
import { asObject } from '../shared/isObject';
import { LONGEST_QUERY } from '../shared/longestQuery';
import { askBefore } from '../shared/operation';
import type { NexRequest } from '../shared/transport/request';
import { folded } from '../shared/values/choice';

async function read(context: IExecuteSingleFunctions, request: NexRequest, path: string): Promise<IDataObject> {
	return asObject(await askBefore(context, request, { method: 'GET', path, scopes: ['record.read'] }));
}

/** The record of the path, as it stands. */
export const standingRecord: ReadStanding = async (context, request) => ({ row: await read(context, request, request.path) });

/** Hits that are looked at: Nex also finds what only contains the text. */
const HITS_READ = 25;

const textsOf = (value: Value | undefined): string[] =>
	(Array.isArray(value) ? (value as unknown[]) : [value])
		.map(plainValue)
		.filter((one) => typeof one === 'string' || typeof one === 'number')
		.map((one) => folded(String(one)));

/** The IDs of records of the type that a search found, best first. */
const hitsOf = (body: unknown, type: string): string[] =>
	hitsIn(body).flatMap((hit) => (hit.type === type && isGiven(hit.id) ? [String(hit.id)] : []));

async function search(context: IExecuteSingleFunctions, request: NexRequest, query: string): Promise<unknown> {
	return await askBefore(context, request, {
		method: 'POST',
		path: '/v1/search',
		body: { query },
		scopes: ['record.read'],
		readOnly: true,
	});
}

/** The record that has the matching attribute's value, found by a search, because Nex filters no list. */
export const standingMatch: ReadStanding = async (context, request, values) => {
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description, itemIndex: context.getItemIndex() });
	const matching = String(request.body?.matching_attribute);
	// Told afterwards, as for every way to write.
	if (!values.has(matching) && !/^\d+$/.test(matching)) return undefined;
	const wanted = textsOf(values.get(matching));
	if (wanted.length === 0)
		throw refuse(
			`No record can be found by "${matching}"`,
			'For this Write Mode, name the Matching Attribute by its slug and give it text.',
		);
	const type = decodeURIComponent(request.path.slice(request.path.lastIndexOf('/') + 1));
	for (const text of wanted) {
		const body = await search(context, request, firstCharacters(text, LONGEST_QUERY));
		if (erroredTypesIn(body).includes(type))
			throw refuse(`Nex could not search records of the type "${type}"`, 'Run it again later, or choose the Write Mode Replace.');
		// That no record is there yet cannot be said after an answer of which something could not be read.
		if (!isWhollyRead(body)) throw answeredWithout(context, body);
		const hits = hitsOf(body, type);
		for (const id of hits.slice(0, HITS_READ)) {
			const path = `/v1/records/${encodeURIComponent(id)}`;
			const row = await read(context, request, path);
			const attributes: IDataObject = asObject(row.attributes);
			if (!Object.hasOwn(attributes, matching)) continue;
			if (!textsOf(attributes[matching]).some((one) => wanted.includes(one))) continue;
			return { row, request: { ...request, method: 'PATCH', path, body: {}, notFound: 'The record was not found' } };
		}
		if (hits.length >= HITS_READ)
			throw refuse(
				`Too many records contain "${text}" to tell whether one has it as "${matching}"`,
				'Match by an attribute with more distinct values, or choose the Write Mode Replace.',
			);
	}
	return undefined;
};
