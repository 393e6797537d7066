import { additionalFields, text } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { CONTEXT_READ_SCOPES } from '../../shared/transport/scopes';
import { compactAnswer } from '../compactAnswer';

export const ask = operation({
	name: 'Ask Question',
	value: 'ask',
	action: 'Ask question about company knowledge',
	description:
		'Ask Nex a question in plain language about people, companies or the whole workspace. It answers from everything it knows, and ' +
		'says which records and insights the answer rests on. An answer can take a minute.',
	returns: 'the answer as text, with the records and insights it rests on',
	scopes: CONTEXT_READ_SCOPES,
	method: 'POST',
	readOnly: true,
	url: '/v1/context/ask',
	fields: [
		text({
			displayName: 'Question',
			name: 'query',
			rows: 2,
			required: true,
			example: 'Which deals are most likely to close this quarter?',
			description: 'What you want to know, in plain language. It may be about one record, about several, or about the whole workspace.',
			body: 'query',
		}),
		additionalFields(
			text({
				displayName: 'Session ID',
				name: 'sessionId',
				propertyHint: 'The session_id of an earlier answer. Leave it out otherwise.',
				example: '{{ $json.session_id }}',
				description:
					'The session_id of an earlier answer, to go on with that conversation. Nex does not document it, and it may have no ' +
					'effect; not every answer has one.',
				body: 'session_id',
			}),
		),
	],
	compact: compactAnswer,
});
