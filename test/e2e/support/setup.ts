import { join, resolve } from 'node:path';
import { packRepository } from '../../../scripts/n8n/pack';
import { n8nRuntime } from './version';

/** Once for all tests: the n8n they run in, and the tarball they install. */
export default async function setup(): Promise<void> {
	await n8nRuntime();
	process.env.NEX_TARBALL = await packRepository(join(resolve(__dirname, '..', '..', '..'), '.cache', 'e2e'));
}
