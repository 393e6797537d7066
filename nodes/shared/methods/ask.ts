import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { nextPage } from '../answers/page';
import { isEmptyByFailure, withoutWhatWasAskedFor } from '../answers/promised';
import type { ReadAnswer } from '../answers/rows';
import { outOfEnvelope, rowsUnder } from '../answers/rows';
import type { Attribute } from '../attributes/definition';
import { readAttributes } from '../attributes/definition';
import { isObject } from '../isObject';
import type { NexRequest, RequestContext } from '../transport/request';
import { nexRequest } from '../transport/request';

/**
 * Asks Nex for what a form shows. An answer is held to what was promised, as that to an operation: an empty list would not say why
 * it is empty.
 *
 * @param read gives what was asked for; undefined if the answer has not got it
 * @throws NodeOperationError with Nex's words, if the answer is none
 * @throws NodeApiError as {@link nexRequest}
 */
async function ask<Found>(
	context: RequestContext,
	request: NexRequest,
	read: (body: unknown) => Found[] | undefined,
): Promise<{ body: unknown; found: Found[] }> {
	const { body } = await nexRequest(context, request);
	const found = read(body);
	if (found && !isEmptyByFailure(found, body)) return { body, found };
	throw withoutWhatWasAskedFor(context.getNode(), body, 'Try again in a moment.');
}

/** The rows of a list, all that come at once. @throws as {@link ask} */
export async function askForRows(context: RequestContext, request: NexRequest, read: ReadAnswer): Promise<IDataObject[]> {
	return (await ask(context, request, (body) => read(body, {}))).found;
}

/** The error for a search that found nothing in a part of what there is: an empty list would say that there is none. */
export const notAmong = (context: RequestContext, part: string): NodeOperationError =>
	new NodeOperationError(context.getNode(), `Not among the ${part}`, {
		description: 'There may be more, which Nex neither lists nor searches. Choose "By ID" and give the ID, which other operations return.',
	});

/** Rows for a picker, and where its next page begins; undefined after the last one. */
export interface PickerPage {
	rows: IDataObject[];
	next: string | undefined;
}

/** A page of `limit` rows from `offset`. @throws as {@link ask} */
export async function askForPage(context: RequestContext, request: NexRequest, offset: number, limit: number): Promise<PickerPage> {
	const { body, found } = await ask(context, request, (answer) => rowsUnder('data')(answer, {}));
	return { rows: found.filter(isObject), next: nextPage(body, offset + found.length, found.length, limit) };
}

/** What a definition has of an object type or a list, attributes or not. */
const IN_DEFINITION = ['attributes', 'id', 'slug'];

/** The attributes of an object type or a list. @throws as {@link ask} */
export async function askForAttributes(context: RequestContext, request: NexRequest): Promise<Attribute[]> {
	const read = (body: unknown) => {
		const definition = outOfEnvelope(body);
		return isObject(definition) && IN_DEFINITION.some((name) => name in definition) ? readAttributes(definition) : undefined;
	};
	return (await ask(context, request, read)).found;
}
