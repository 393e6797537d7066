import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Section } from '../measure/report';
import type { Bench } from './bench';

/** Timelines of many records at once; nothing where the trigger has no such source. */
export async function timelines({ pack }: Bench): Promise<Section[]> {
	if (!existsSync(join(pack, 'dist', 'nodes', 'NexTrigger', 'timelines'))) return [];
	throw new Error('not measured yet');
}
