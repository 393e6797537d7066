import type { IDataObject } from 'n8n-workflow';
import { flattened } from '../shared/attributes/plain';
import { asObject, isObject, objectList } from '../shared/isObject';
import type { ContinueFrom } from '../shared/operation';
import { answeredWithout } from '../shared/operation/assertAnswer';
import { askForBegun, foundOr, idIn, isFinished, untilFinished } from '../shared/operation';
import { CONTEXT_READ_SCOPES } from '../shared/transport/scopes';

const NAME = 'Reading the text';
const later = (artifactId: string) =>
	`Nex goes on with it. Raise "Longest Wait", or see later how it went with Get Artifact and the ID ${artifactId}.`;

/** Who was found in a text, each flat, with the ID of its record as `id`; undefined if the result has something else in their place. */
function entitiesOf(result: unknown): IDataObject[] | undefined {
	if (!isObject(result ?? {})) return undefined;
	const { entities_extracted: extracted, entities } = asObject(result);
	return objectList(extracted ?? entities)?.map((entity) => {
		const { canonical_entity_id: id, ...others } = flattened(entity, 'properties');
		return id === undefined ? others : { id, ...others };
	});
}

/** A text that was read as the user wants it: the entities found, or the artifact. One that is not read is always the artifact. */
const asOutput =
	(continueFrom: ContinueFrom): ContinueFrom =>
	async (context, request, first, form) => {
		const artifact = asObject(await continueFrom(context, request, first, form));
		if (form.get('output') !== 'flat' || !isFinished(artifact)) return artifact;
		const entities = entitiesOf(artifact.result);
		if (!entities) throw answeredWithout(context, undefined);
		return entities;
	};

/** Entities become items each, an artifact one. */
export const rowsOfArtifact = foundOr('artifact_id', 'operation_id', 'status', 'result');

/** Waits for an artifact that is looked at already. */
export const artifactFinished = asOutput(untilFinished({ name: NAME, ask: () => ({}), later: () => later('given here') }));

const addedTextFinished: ContinueFrom = untilFinished({
	name: NAME,
	ask: askForBegun({
		begun: 'Nex took the text',
		id: 'artifact_id',
		url: '/v1/context/artifacts/{id}',
		scopes: CONTEXT_READ_SCOPES,
		notFound: 'The text that was added was not found',
	}),
	later: (added) => later(idIn(asObject(added), 'artifact_id')),
});

/** Waits for a text that was just added. The result has its ID, which Nex does not repeat (docs/api.md#shapes). */
export const textRead = asOutput(async (context, request, added, form) => {
	const finished = await addedTextFinished(context, request, added, form);
	return finished === added ? added : { artifact_id: idIn(asObject(added), 'artifact_id'), ...asObject(finished) };
});
