export { NexApi } from './credentials/NexApi.credentials';
