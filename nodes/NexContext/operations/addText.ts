import { waitUntilFinished } from '../../shared/fields/waitUntilFinished';
import { operation } from '../../shared/operation';
import { ADDING_CONTEXT } from '../../shared/transport/pressureOfKey';
import { outputOf, rowsOfArtifact, textRead } from '../artifact';

export const addText = operation({
	name: 'Add Text',
	value: 'addText',
	action: 'Add text to learn from',
	description:
		'Give Nex a text to learn from, such as an email, a transcript or a remark. Nex finds people and companies in it and derives ' +
		'records, relationships and insights. Running it twice adds it twice.',
	returns: 'the artifact_id of the text, or what Nex found in it if that was waited for',
	// Sources disagree on which of the two it takes (docs/api.md#context-scopes).
	scopes: ['record.write', 'insight.stream'],
	method: 'POST',
	url: '/v1/context/text',
	// Nex's backend has been seen to break when texts are added 15 at a time (docs/api.md#rate-limits).
	concurrencyLimit: ADDING_CONTEXT,
	fields: [
		{
			displayName: 'Text',
			name: 'content',
			type: 'string',
			typeOptions: { rows: 6 },
			required: true,
			default: '',
			placeholder: 'e.g. Ada Holm of Pine Timber asked for a renewal quote.',
			description: 'What Nex is to learn from, in plain language. It may name people and companies that Nex does not know yet.',
			routing: { send: { type: 'body', property: 'content' } },
		},
		...waitUntilFinished(
			'Whether to wait until Nex has read the text, and return what it found in it. Otherwise only the artifact_id is returned, ' +
				'which Get Artifact takes.',
		),
		outputOf({ show: { waitUntilFinished: [true] } }),
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Context',
					name: 'context',
					type: 'string',
					default: '',
					placeholder: 'e.g. New LinkedIn activity',
					description: 'Where the text comes from or what kind of event it tells of, which helps Nex to understand it',
					routing: { send: { type: 'body', property: 'context' } },
				},
			],
		},
	],
	continueFrom: textRead,
	answer: rowsOfArtifact,
});
