import { NodeOperationError } from 'n8n-workflow';
import { asObject } from '../shared/isObject';
import { idIn, untilFinished } from '../shared/operation';
import { fillPath } from '../shared/operation/path';
import type { ContinueFrom } from '../shared/operation';
import { CONTEXT_READ_SCOPES } from '../shared/transport/scopes';

const NAME = 'Reading the text';
const later = (artifactId: string) =>
	`Nex goes on with it. Raise "Longest Wait", or see later how it went with Get Artifact and the ID ${artifactId}.`;

/** Waits for an artifact that is looked at already. */
export const artifactFinished: ContinueFrom = untilFinished({ name: NAME, ask: () => ({}), later: () => later('given here') });

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
export const textRead: ContinueFrom = async (context, request, added, form) => {
	const finished = await addedTextFinished(context, request, added, form);
	return finished === added ? added : { artifact_id: idIn(asObject(added), 'artifact_id'), ...asObject(finished) };
};
