export { NexApi } from './credentials/NexApi.credentials';
export { NexRecord } from './nodes/NexRecord/NexRecord.node';
export { NexTrigger } from './nodes/NexTrigger/NexTrigger.node';
