import type { INodeProperties } from 'n8n-workflow';
import { toggle } from './byType';

/** "Include Attributes". */
export const includeAttributes = (place: 'body' | 'query', isDefault: boolean, description: string): INodeProperties =>
	toggle({ displayName: 'Include Attributes', name: 'includeAttributes', default: isDefault, description, [place]: 'include_attributes' });
