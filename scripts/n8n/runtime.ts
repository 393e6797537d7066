export { ensureN8n, type N8nRuntime } from '../bootstrap/n8n';
