import type { IDataObject } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { under } from '../shared/answers/rows';
import { flattened } from '../shared/attributes/plain';
import { asObject, objectsIn } from '../shared/isObject';
import type { ContinueFrom } from '../shared/operation';
import { foundOr, idIn, isFinished, untilFinished } from '../shared/operation';
import { fillPath } from '../shared/transport/path';
import type { Scope } from '../shared/transport/scopes';

/** Sources disagree on which of the two scopes reading a list takes (docs/api.md#context-scopes). */
export const READ_SCOPES: readonly Scope[] = ['list.member.read', 'insight.stream'];

/** A job stands under `message`, or is the answer itself (docs/api.md#ai-list-envelope). */
const readJob = (body: unknown): IDataObject => asObject(under('message')(body, {})?.[0]);

const hasEntities = ({ entities }: IDataObject) => Array.isArray(entities);

/** "Output": what comes out once the list is finished. */
export const outputOf = (shown: INodeProperties['displayOptions'] = {}): INodeProperties => ({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'One Item per Entity',
			value: 'entities',
			description: 'Each person or company found becomes an item, with the reason why it is on the list',
		},
		{
			name: 'One Flat Item per Entity',
			value: 'flat',
			description: 'The same, with the attributes of each beside its name. Turn on Include Attributes to get them.',
		},
		{
			name: 'The List as One Item',
			value: 'job',
			description: 'One item with the status, how Nex understood the query, and all that was found',
		},
	],
	default: 'entities',
	description: 'What to return for a finished list. While it is not finished, one item with its job_id and status is returned.',
	displayOptions: shown,
});

/** A finished list as the user wants it: the entities found, or the job. An unfinished one is always the job. */
const asOutput =
	(continueFrom: ContinueFrom): ContinueFrom =>
	async (context, request, first, form) => {
		const job = readJob(await continueFrom(context, request, first, form));
		const output = form.get('output');
		if (output === 'job' || !isFinished(job, hasEntities)) return job;
		const entities = objectsIn(job.entities);
		return output === 'flat' ? entities.map((entity) => flattened(entity, 'attributes')) : entities;
	};

/** Entities become items each, a job one. */
export const rowsOfList = foundOr('job_id', 'status', 'entities');

const NAME = 'The AI list';
const later = (body: unknown) =>
	`Nex goes on with it. Raise "Longest Wait", or read it later with Get AI List and the job ID ${idIn(readJob(body), 'job_id')}.`;

/** Looks again at a list until it is finished. */
export const listFinished: ContinueFrom = asOutput(
	untilFinished({ name: NAME, ask: () => ({}), read: readJob, hasResult: hasEntities, later }),
);

/** Looks at the list that was just begun until it is finished. */
export const newListFinished: ContinueFrom = asOutput(
	untilFinished({
		name: NAME,
		ask: (context, begun, { body }) => {
			const jobId = idIn(readJob(begun), 'job_id');
			if (jobId === '')
				throw new NodeOperationError(context.getNode(), 'Nex began the AI list, but did not say under which ID', {
					description: 'There is nothing to wait for. Turn off "Wait Until Finished".',
					itemIndex: context.getItemIndex(),
				});
			return {
				path: fillPath('/v1/context/list/jobs/{jobId}', { jobId }),
				query: { include_attributes: body?.include_attributes },
				scopes: READ_SCOPES,
				notFound: 'The AI list that was begun was not found',
			};
		},
		read: readJob,
		hasResult: hasEntities,
		later,
	}),
);
