export { nexApiTest } from './credentialTest';
export { searchLists } from './lists';
export { searchObjectTypes } from './objects';
export { searchRecords } from './records';
