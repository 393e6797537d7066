export { getAttributes, recordAttributes, searchAttributes } from './attributes';
export { nexApiTest } from './credentialTest';
export { searchObjectTypes } from './objects';
export { searchRecords } from './records';
