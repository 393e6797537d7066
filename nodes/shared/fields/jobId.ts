import type { INodeProperties } from 'n8n-workflow';
import { text } from './byType';

interface JobId {
	displayName: string;
	name: string;
	/** As Nex calls it. */
	returnedAs: string;
	/** The operation that begins such a job. */
	begunBy: string;
	/** The operation's node. */
	node: string;
	/** What such jobs are called. */
	jobs: string;
}

/** The ID of a job that was begun earlier. There is no picker for it, because Nex cannot list jobs. */
export const jobId = ({ displayName, name, returnedAs, begunBy, node, jobs }: JobId): INodeProperties =>
	text({
		displayName,
		name,
		propertyHint: `The ${returnedAs} that ${begunBy} of ${node} returned.`,
		required: true,
		example: `{{ $json.${returnedAs} }}`,
		description: `The ${returnedAs} that ${begunBy} returned. Nex cannot list ${jobs}.`,
	});
