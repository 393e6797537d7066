export { ensureN8n, N8N_VERSION, type N8nRuntime } from '../bootstrap/n8n';
