import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../shared/fields/locator';

/** A picker of a task. */
export function task(description: string): INodeProperties {
	return locator({
		displayName: 'Task',
		name: 'taskId',
		description,
		searchListMethod: 'searchTasks',
		hint: 'The ID of a task: Get Many Tasks of Nex Task returns it.',
		example: '40112233445566801',
	});
}
