import { startNexServer, type NexServer } from '../../test/nex-server';
import { freePort } from '../n8n/process';
import { LATEST_INSIGHT } from './workflows';

/** More than the embedded Nex hands out between two starts. */
const IDS_PER_START = 100_000;

const MONTH_MS = 30 * 86_400_000;

/**
 * Starts the embedded Nex with its demo data and a place to write insights to. The records are a month old, so that
 * those changed today are those that workflows have changed.
 *
 * The demo data has the same ids at every start; what comes after it gets ids that no earlier start has used, because
 * n8n remembers them: to a trigger, an insight with a known id is one that it has delivered already.
 * @param starts how often the workspace was started before
 * @param port preferred, another is taken if somebody has it
 * @param insightEvery milliseconds from one new insight to the next
 */
export async function startWorkspace({
	port,
	key,
	starts,
	insightEvery,
}: {
	port?: number;
	key: string;
	starts: number;
	insightEvery: number;
}): Promise<NexServer> {
	const nex = await startNexServer({ port: await freePort(port), key, data: 'demo', insightEvery, keepRequests: 1000 });
	for (const type of ['person', 'company']) nex.state.objects.createAttribute(type, LATEST_INSIGHT);
	const { store } = nex.state.records;
	const before = (time: string) => new Date(Date.parse(time) - MONTH_MS).toISOString();
	for (const record of [...store.all()])
		store.put({ ...record, created_at: before(record.created_at), updated_at: before(record.updated_at) });
	for (let i = 0; i < starts * IDS_PER_START; i++) nex.state.ids.next();
	return nex;
}
