import type { INodeProperties } from 'n8n-workflow';

/** "Simplify", for operations whose answer nests or has many fields. */
export function simplify(): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	};
}
