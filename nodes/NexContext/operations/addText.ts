import { additionalFields, ifWaiting, text, waitUntilFinished } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { ADDING_CONTEXT } from '../../shared/transport/pressureOfKey';
import { rowsOfArtifact, textRead } from '../artifact';
import { output } from '../fields';

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
		text({
			displayName: 'Text',
			name: 'content',
			rows: 6,
			required: true,
			example: 'Ada Holm of Pine Timber asked for a renewal quote.',
			description: 'What Nex is to learn from, in plain language. It may name people and companies that Nex does not know yet.',
			body: 'content',
		}),
		...waitUntilFinished(
			'Whether to wait until Nex has read the text, and return what it found in it. Otherwise only the artifact_id is returned, ' +
				'which Get Artifact takes.',
		),
		ifWaiting(output),
		additionalFields(
			text({
				displayName: 'Context',
				name: 'context',
				example: 'New LinkedIn activity',
				description: 'Where the text comes from or what kind of event it tells of, which helps Nex to understand it',
				body: 'context',
			}),
		),
	],
	continueFrom: textRead,
	answer: rowsOfArtifact,
});
