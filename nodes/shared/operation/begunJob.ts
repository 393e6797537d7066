import { NodeOperationError } from 'n8n-workflow';
import { asObject } from '../isObject';
import type { Scope } from '../transport/scopes';
import type { PathTemplate } from '../transport/path';
import { fillPath } from '../transport/path';
import type { Job } from './waitForJob';
import { idIn } from './waitForJob';

interface BegunJob {
	/** What Nex has answered, as the start of a sentence such as "Nex took the text". */
	begun: string;
	/** Under which name it gives the job's ID. */
	id: string;
	/** Where to ask for the job; `{id}` is its ID. */
	url: PathTemplate;
	scopes: readonly Scope[];
	/** What a 404 means, without a full stop. */
	notFound: string;
	/** The job in the answer; the whole body unless given. */
	read?: Job['read'];
}

/**
 * How to ask where a job stands that was begun just now.
 *
 * @returns a function that throws a NodeOperationError if Nex has given no ID
 */
export function askForBegun({ begun, id: idName, url, scopes, notFound, read = asObject }: BegunJob): Job['ask'] {
	return (context, body) => {
		const id = idIn(read(body), idName);
		if (id === '')
			throw new NodeOperationError(context.getNode(), `${begun}, but did not say under which ID`, {
				description: 'There is nothing to wait for. Turn off "Wait Until Finished".',
				itemIndex: context.getItemIndex(),
			});
		return { path: fillPath(url, { id }), scopes, notFound };
	};
}
