import { startNexServer, type NexServer } from '../../test/nex-server';
import { freePort } from '../n8n/process';
import { LATEST_INSIGHT } from './workflows';

const MONTH_MS = 30 * 86_400_000;

/**
 * Starts the embedded Nex with its demo data and a place to write insights to. The records are a month old, so that
 * those changed today are those that workflows have changed.
 * @param port preferred, another is taken where somebody has it
 * @param insightEvery milliseconds from one new insight to the next
 */
export async function startWorkspace({ port, key, insightEvery }: { port?: number; key: string; insightEvery: number }): Promise<NexServer> {
	const nex = await startNexServer({ port: await freePort(port), key, data: 'demo', insightEvery, keepRequests: 1000 });
	for (const type of ['person', 'company']) nex.state.objects.createAttribute(type, LATEST_INSIGHT);
	const { store } = nex.state.records;
	const before = (time: string) => new Date(Date.parse(time) - MONTH_MS).toISOString();
	for (const record of [...store.all()]) store.put({ ...record, created_at: before(record.created_at), updated_at: before(record.updated_at) });
	return nex;
}
