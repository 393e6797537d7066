import type { INodeProperties } from 'n8n-workflow';
import { text } from './byType';

/** The name that people read for something. */
export const name = (example: string, description: string): INodeProperties =>
	text({ displayName: 'Name', name: 'name', example, description, body: 'name' });

/** The name for several of it. */
export const pluralName = (example: string, description: string): INodeProperties =>
	text({ displayName: 'Plural Name', name: 'namePlural', example, description, body: 'name_plural' });

/** What something to read or to do is called. */
export const title = (example: string, purpose: string): INodeProperties =>
	text({ displayName: 'Title', name: 'title', example, description: purpose, body: 'title' });

/** What it is for. */
export const description = (example: string, purpose: string, rows?: number): INodeProperties =>
	text({ displayName: 'Description', name: 'description', example, description: purpose, rows, body: 'description' });

/** The slug of something new. */
export const slug = (example: string, purpose: string): INodeProperties =>
	text({
		displayName: 'Slug',
		name: 'slug',
		example,
		description: purpose,
		required: true,
		hint: 'Lowercase letters, digits, hyphens and underscores',
		body: 'slug',
	});
