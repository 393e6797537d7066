import { waitUntilFinished } from '../../shared/fields/waitUntilFinished';
import { operation } from '../../shared/operation';
import { CONTEXT_READ_SCOPES } from '../../shared/transport/scopes';
import { artifactFinished, outputOf, rowsOfArtifact } from '../artifact';

export const getArtifact = operation({
	name: 'Get Artifact',
	value: 'getArtifact',
	action: 'Get artifact of added text',
	description: 'See what became of a text that was added: whether Nex has read it, and the records, relationships and insights found in it',
	returns: 'the status, and how many records, relationships and insights came of the text',
	scopes: CONTEXT_READ_SCOPES,
	method: 'GET',
	url: '/v1/context/artifacts/{artifactId}',
	notFound: 'There is no artifact with this ID',
	fields: [
		{
			displayName: 'Artifact ID',
			name: 'artifactId',
			builderHint: { propertyHint: 'The artifact_id that Add Text of Nex Context returned.' },
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. {{ $json.artifact_id }}',
			description: 'The artifact_id that Add Text returned. Nex cannot list artifacts.',
		},
		...waitUntilFinished(
			'Whether to wait until Nex has read the text. Otherwise its state of now is returned, such as pending or processing.',
		),
		outputOf(),
	],
	continueFrom: artifactFinished,
	answer: rowsOfArtifact,
});
