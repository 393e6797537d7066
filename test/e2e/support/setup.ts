import { join, resolve } from 'node:path';
import { packRepository } from '../../../scripts/n8n/pack';
import { ensureN8n } from '../../../scripts/n8n/runtime';

/** Once for all tests: the n8n they run in, and the tarball they install. */
export default async function setup(): Promise<void> {
	await ensureN8n(process.env.NEX_N8N_VERSION || undefined);
	process.env.NEX_TARBALL = await packRepository(join(resolve(__dirname, '..', '..', '..'), '.cache', 'e2e'));
}
