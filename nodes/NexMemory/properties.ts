import type { INodeProperties } from 'n8n-workflow';
import { number, wholeNumber } from '../shared/fields/byType';
import { options } from '../shared/fields/collections';

const recalling = { show: { recall: ['ask', 'search', 'both'] } };

/** The form of Nex Memory. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Recall',
		name: 'recall',
		type: 'options',
		noDataExpression: true,
		default: 'ask',
		description: 'What Nex is asked before the agent answers. What comes back is given to the model, marked as background.',
		options: [
			{
				name: 'Answer to the Question',
				value: 'ask',
				description: 'Nex answers the question from everything it knows',
			},
			{
				name: 'Matching Records',
				value: 'search',
				description: 'Nex searches its records for the words of the question, which is faster and suits a name or an email address',
			},
			{
				name: 'Both',
				value: 'both',
				description: 'Nex does both at the same time',
			},
			{
				name: 'Nothing',
				value: 'nothing',
				description: 'Nex is not asked',
			},
		],
	},
	{
		displayName: 'Question',
		name: 'question',
		type: 'string',
		default: '={{ $json.chatInput }}',
		builderHint: {
			propertyHint: 'What the user has just said, from the item that goes into the agent. Only a Chat Trigger gives chatInput.',
		},
		description:
			'What Nex is asked, mostly what the user has just said. If the agent gets several items at once, it must be the same for all.',
		displayOptions: recalling,
	},
	number({
		displayName: 'Longest Wait (Seconds)',
		name: 'longestWait',
		default: 8,
		description: 'How long the agent waits for Nex. If Nex takes longer, the agent answers without.',
		displayOptions: recalling,
	}),
	wholeNumber({
		displayName: 'At Most (Characters)',
		name: 'atMost',
		default: 4000,
		least: 100,
		description: 'The most characters of what is recalled that the model is given',
		displayOptions: recalling,
	}),
	{
		displayName: 'Remember',
		name: 'remember',
		type: 'options',
		noDataExpression: true,
		default: 'everything',
		description:
			'What of each turn Nex is given to learn from. It learns from it after the agent has answered, at most ten times a minute.',
		options: [
			{
				name: 'Everything',
				value: 'everything',
				description: 'What the user says and what the agent answers, without what it has from Nex',
			},
			{
				name: 'Only What the User Says',
				value: 'user',
				description: 'Nothing of what the model makes of it',
			},
			{
				name: 'Nothing',
				value: 'nothing',
				description: 'Nex learns nothing from the chat',
			},
		],
	},
	{
		displayName: 'User',
		name: 'user',
		type: 'string',
		default: '',
		placeholder: 'e.g. Ada Holm <ada@pine-timber.example>',
		description: 'Who speaks, best with an email address, so that Nex knows whom it learns about',
	},
	{
		displayName: 'Session ID',
		name: 'session',
		type: 'string',
		default: '={{ $json.sessionId }}',
		builderHint: { propertyHint: 'What tells one conversation from another. Only a Chat Trigger gives sessionId.' },
		description:
			'Which conversation a turn belongs to. Without another memory connected, the last turns are kept under it; without an ID ' +
			'they are not.',
	},
	options(
		wholeNumber({
			displayName: 'Context Window Length',
			name: 'contextWindowLength',
			default: 5,
			least: 0,
			description:
				'How many turns of the conversation the model is given, kept in this n8n for an hour. A memory that is connected decides itself.',
		}),
		wholeNumber({
			displayName: 'Shortest Question',
			name: 'shortestQuestion',
			default: 15,
			description: 'Nex is not asked if the question has fewer characters, such as "Thanks!"',
		}),
	),
];
