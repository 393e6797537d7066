import type { INodeProperties } from 'n8n-workflow';
import { toggle } from './byType';

/** "Simplify", for operations whose answer nests or has many fields. */
export const simplify = (): INodeProperties =>
	toggle({
		displayName: 'Simplify',
		name: 'simplify',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	});
