import { jobId, waitUntilFinished } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { CONTEXT_READ_SCOPES } from '../../shared/transport/scopes';
import { artifactFinished, rowsOfArtifact } from '../artifact';
import { output } from '../fields';

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
		jobId({
			displayName: 'Artifact ID',
			name: 'artifactId',
			returnedAs: 'artifact_id',
			begunBy: 'Add Text',
			node: 'Nex Context',
			jobs: 'artifacts',
		}),
		...waitUntilFinished(
			'Whether to wait until Nex has read the text. Otherwise its state of now is returned, such as pending or processing.',
		),
		output,
	],
	continueFrom: artifactFinished,
	answer: rowsOfArtifact,
});
