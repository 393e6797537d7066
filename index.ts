export { NexApi } from './credentials/NexApi.credentials';
export { NexObject } from './nodes/NexObject/NexObject.node';
export { NexRecord } from './nodes/NexRecord/NexRecord.node';
export { NexTrigger } from './nodes/NexTrigger/NexTrigger.node';
