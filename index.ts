export { NexApi } from './credentials/NexApi.credentials';
export { NexRecord } from './nodes/NexRecord/NexRecord.node';
