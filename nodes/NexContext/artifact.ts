import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { flattened } from '../shared/attributes/plain';
import { asObject, objectsIn } from '../shared/isObject';
import type { ContinueFrom } from '../shared/operation';
import { foundOr, idIn, isFinished, untilFinished } from '../shared/operation';
import { fillPath } from '../shared/transport/path';
import { CONTEXT_READ_SCOPES } from '../shared/transport/scopes';

const NAME = 'Reading the text';
const later = (artifactId: string) =>
	`Nex goes on with it. Raise "Longest Wait", or see later how it went with Get Artifact and the ID ${artifactId}.`;

/** "Output": what comes out once the text is read. */
export const outputOf = (shown: INodeProperties['displayOptions'] = {}): INodeProperties => ({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'One Flat Item per Entity',
			value: 'flat',
			description: 'Each person or company found becomes an item: its ID, whether it is new, and what the text says of it',
		},
		{ name: 'The Artifact as One Item', value: 'artifact', description: 'One item with the status and all that was found' },
	],
	default: 'artifact',
	description: 'What to return for a text that Nex has read. Until then, one item with its status is returned.',
	displayOptions: shown,
});

/** Who was found in a text, each flat, with the ID of its record as `id`. */
function entitiesOf(result: IDataObject): IDataObject[] {
	const { entities_extracted: extracted, entities } = result;
	return objectsIn(extracted ?? entities).map((entity) => {
		const { canonical_entity_id: id, ...others } = flattened(entity, 'properties');
		return id === undefined ? others : { id, ...others };
	});
}

/** A text that was read as the user wants it: the entities found, or the artifact. One that is not read is always the artifact. */
const asOutput =
	(continueFrom: ContinueFrom): ContinueFrom =>
	async (context, request, first, form) => {
		const artifact = asObject(await continueFrom(context, request, first, form));
		return form.get('output') === 'flat' && isFinished(artifact) ? entitiesOf(asObject(artifact.result)) : artifact;
	};

/** Entities become items each, an artifact one. */
export const rowsOfArtifact = foundOr('artifact_id', 'operation_id', 'status', 'result');

/** Waits for an artifact that is looked at already. */
export const artifactFinished = asOutput(untilFinished({ name: NAME, ask: () => ({}), later: () => later('given here') }));

const addedTextFinished: ContinueFrom = untilFinished({
	name: NAME,
	ask: (context, added) => {
		const artifactId = idIn(asObject(added), 'artifact_id');
		if (artifactId === '')
			throw new NodeOperationError(context.getNode(), 'Nex took the text, but did not say under which ID', {
				description: 'There is nothing to wait for. Turn off "Wait Until Finished".',
				itemIndex: context.getItemIndex(),
			});
		return {
			path: fillPath('/v1/context/artifacts/{artifactId}', { artifactId }),
			scopes: CONTEXT_READ_SCOPES,
			notFound: 'The text that was added was not found',
		};
	},
	later: (added) => later(idIn(asObject(added), 'artifact_id')),
});

/** Waits for a text that was just added. The result has its ID, which Nex does not repeat (docs/api.md#shapes). */
export const textRead = asOutput(async (context, request, added, form) => {
	const finished = await addedTextFinished(context, request, added, form);
	return finished === added ? added : { artifact_id: idIn(asObject(added), 'artifact_id'), ...asObject(finished) };
});
