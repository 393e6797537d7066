export { getAttributes, getSelectOptions, recordAttributes, searchAttributeIds, searchAttributes } from './attributes';
export { nexApiTest } from './credentialTest';
export { getListMemberAttributes, listAttributes, searchListMembers, searchLists } from './lists';
export { searchObjectTypeIds, searchObjectTypes } from './objects';
export { searchRecords } from './records';
export { searchFirstRecords, searchRelationshipDefinitions, searchSecondRecords } from './relationships';
