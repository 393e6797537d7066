import { filters, record, text, toggle } from '../shared/fields';
import { USER_ADVICE, USER_SOURCE } from './fields';

/** What tasks can be filtered by. */
export const taskFilters = filters(
	text({
		displayName: 'Assignee ID',
		name: 'assigneeId',
		propertyHint: `The ID of a user: ${USER_SOURCE}`,
		example: '40112233445566011',
		description: `Only tasks of the user with this ID. ${USER_ADVICE}`,
		query: 'assignee_id',
	}),
	toggle({
		displayName: 'Completed',
		name: 'isCompleted',
		description: 'Whether to return only tasks that are done, or only tasks that are not. Without this filter both are returned.',
		query: 'is_completed',
	}),
	record({ required: false, description: 'Only tasks about this record, such as a person or a company', query: 'entity_id' }),
	text({
		displayName: 'Search',
		name: 'search',
		example: 'contract',
		description: 'Only tasks with these words in their title',
		query: 'search',
	}),
);
