import { choice } from '../shared/fields';

/** What comes out once a text is read. */
export const output = choice({
	displayName: 'Output',
	name: 'output',
	options: [
		{
			name: 'One Flat Item per Entity',
			value: 'flat',
			description: 'Each person or company found becomes an item: its ID, whether it is new, and what the text says of it',
		},
		{ name: 'The Artifact as One Item', value: 'artifact', description: 'One item with the status and all that was found' },
	],
	default: 'artifact',
	description: 'What to return for a text that Nex has read. Until then, one item with its status is returned.',
});
