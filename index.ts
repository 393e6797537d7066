export { NexApi } from './credentials/NexApi.credentials';
export { NexList } from './nodes/NexList/NexList.node';
export { NexNote } from './nodes/NexNote/NexNote.node';
export { NexObject } from './nodes/NexObject/NexObject.node';
export { NexRecord } from './nodes/NexRecord/NexRecord.node';
export { NexTask } from './nodes/NexTask/NexTask.node';
export { NexTrigger } from './nodes/NexTrigger/NexTrigger.node';
