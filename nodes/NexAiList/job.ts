import type { IDataObject } from 'n8n-workflow';
import { under } from '../shared/answers/rows';
import { flattened } from '../shared/attributes/plain';
import { asObject, objectList } from '../shared/isObject';
import type { ContinueFrom } from '../shared/operation';
import { answeredWithout } from '../shared/operation/assertAnswer';
import { askForBegun, foundOr, idIn, isFinished, untilFinished } from '../shared/operation';
import type { Scope } from '../shared/transport/scopes';

/** Sources disagree on which of the two scopes reading a list takes (docs/api.md#context-scopes). */
export const READ_SCOPES: readonly Scope[] = ['list.member.read', 'insight.stream'];

/** A job stands under `message`, or is the answer itself (docs/api.md#ai-list-envelope). */
const readJob = (body: unknown): IDataObject => asObject(under('message')(body, {})?.[0]);

const hasEntities = ({ entities }: IDataObject) => Array.isArray(entities);

/** A finished list as the user wants it: the entities found, or the job. An unfinished one is always the job. */
const asOutput =
	(continueFrom: ContinueFrom): ContinueFrom =>
	async (context, request, first, form) => {
		const job = readJob(await continueFrom(context, request, first, form));
		const output = form.get('output');
		if (output === 'job' || !isFinished(job, hasEntities)) return job;
		const entities = objectList(job.entities);
		if (!entities) throw answeredWithout(context, undefined);
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

const askForBegunList = askForBegun({
	begun: 'Nex began the AI list',
	id: 'job_id',
	url: '/v1/context/list/jobs/{id}',
	scopes: READ_SCOPES,
	notFound: 'The AI list that was begun was not found',
	read: readJob,
});

/** Looks at the list that was just begun until it is finished. */
export const newListFinished: ContinueFrom = asOutput(
	untilFinished({
		name: NAME,
		ask: (context, begun, request) => ({
			...askForBegunList(context, begun, request),
			query: { include_attributes: request.body?.include_attributes },
		}),
		read: readJob,
		hasResult: hasEntities,
		later,
	}),
);
