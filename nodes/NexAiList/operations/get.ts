import { waitUntilFinished } from '../../shared/fields/waitUntilFinished';
import { operation } from '../../shared/operation';
import { listFinished, outputOf, READ_SCOPES, rowsOfList } from '../job';

export const get = operation({
	name: 'Get AI List',
	value: 'get',
	action: 'Get AI list of people or companies',
	description: 'Retrieve an AI list that was begun earlier: what was found, or how far it is',
	returns: 'each person or company found with its ID and the reason, or job_id and status while the list is not finished',
	scopes: READ_SCOPES,
	method: 'GET',
	url: '/v1/context/list/jobs/{jobId}',
	notFound: 'There is no AI list with this job ID',
	fields: [
		{
			displayName: 'Job ID',
			name: 'jobId',
			builderHint: { propertyHint: 'The job_id that Create AI List of Nex AI List returned.' },
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. {{ $json.job_id }}',
			description: 'The job_id that Create AI List returned. Nex cannot list AI lists.',
		},
		...waitUntilFinished('Whether to wait until the list is finished. Otherwise its state of now is returned.'),
		outputOf(),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Include Attributes',
					name: 'includeAttributes',
					type: 'boolean',
					default: false,
					description: 'Whether to return all attributes of each record found',
					routing: { send: { type: 'query', property: 'include_attributes' } },
				},
			],
		},
	],
	continueFrom: listFinished,
	answer: rowsOfList,
});
