import type { INodeProperties } from 'n8n-workflow';

/** The slug of something new. */
export function slug(example: string, description: string): INodeProperties {
	return {
		displayName: 'Slug',
		name: 'slug',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		description,
		hint: 'Lowercase letters, digits, hyphens and underscores',
		routing: { send: { type: 'body', property: 'slug' } },
	};
}
