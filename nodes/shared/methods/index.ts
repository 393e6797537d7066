export {
	getAttributes,
	getSelectOptions,
	getSortFields,
	newRecordAttributes,
	recordAttributes,
	searchAttributeIds,
	searchAttributes,
} from './attributes';
export { searchConnections } from './connections';
export { nexApiTest } from './credentialTest';
export {
	getListAttributes,
	getListMemberAttributes,
	getListSortFields,
	listAttributes,
	newMemberAttributes,
	searchListMembers,
	searchLists,
} from './lists';
export { searchNotes } from './notes';
export { searchNotificationRules } from './notificationRules';
export { searchObjectTypeIds, searchObjectTypes } from './objects';
export { searchRecords } from './records';
export { searchFirstRecords, searchRelationshipDefinitions, searchSecondRecords } from './relationships';
export { searchTasks } from './tasks';
