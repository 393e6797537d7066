import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NexServer } from '../../test/nex-server';
import { N8nClient, type ListedWorkflow, type Owner, type WorkflowDraft } from '../n8n/client';
import { installCommunityPackage, packRepository } from '../n8n/pack';
import { startN8n, type N8nProcess } from '../n8n/process';
import { ensureN8n } from '../n8n/runtime';
import { insightWorkflow, scheduleWorkflow } from './workflows';
import { startWorkspace } from './workspace';

export const OWNER: Owner = { email: 'demo@example.com', password: 'Nex-demo-1', firstName: 'Demo', lastName: 'Owner' };

/** What is kept from one start to the next, beside n8n's own data. */
interface Kept {
	key: string;
	/** How often it was started before. */
	starts: number;
	nexPort?: number;
	n8nPort?: number;
	/** Digest of the sources that the installed pack was built from, and the n8n it was installed for. */
	installed?: string;
}

/** The running demo: embedded Nex, n8n and what is in it. */
export interface Demo {
	nex: NexServer;
	n8n: N8nProcess;
	client: N8nClient;
	insight: ListedWorkflow;
	schedule: ListedWorkflow;
}

/** Something that has to be ended; what was started last is ended first. */
type Cleanup = (end: () => Promise<void>) => void;

export interface DemoOptions {
	/** Where data is kept. */
	folder: string;
	/** Digest of the sources that dist/ was built from. */
	build: string;
	/** Milliseconds from one new insight to the next. */
	insightEvery: number;
	n8nPort?: number;
	say(line: string): void;
	/** Told of each part as soon as it runs, so that none is left when a later one fails. */
	cleanup: Cleanup;
}

const readKept = (file: string): Kept =>
	existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : { key: `sk-demo-${randomUUID().replace(/-/g, '')}`, starts: 0 };

async function ensureActive(client: N8nClient, existing: ListedWorkflow[], draft: WorkflowDraft): Promise<ListedWorkflow> {
	const known = existing.find(({ name }) => name === draft.name);
	if (known) return known;
	const created = await client.createWorkflow(draft);
	await client.activate(created);
	return created;
}

/** Starts everything, or throws; whatever it has started by then is known to `cleanup`. */
export async function startDemo({ folder, build, insightEvery, n8nPort, say, cleanup }: DemoOptions): Promise<Demo> {
	mkdirSync(folder, { recursive: true });
	const file = join(folder, 'state.json');
	let kept = readKept(file);
	const keep = (changes: Partial<Kept>) => {
		kept = { ...kept, ...changes };
		writeFileSync(file, JSON.stringify(kept, null, '\t'));
	};

	const runtime = await ensureN8n();
	const userFolder = join(folder, 'n8n');
	const wanted = `${build} for n8n ${runtime.version}`;
	if (kept.installed !== wanted) {
		say('Installing the pack as a community package …');
		await installCommunityPackage(runtime, userFolder, await packRepository(folder));
		keep({ installed: wanted });
	}

	const nex = await startWorkspace({ port: kept.nexPort, key: kept.key, starts: kept.starts, insightEvery });
	cleanup(() => nex.close());
	keep({ nexPort: Number(new URL(nex.url).port), starts: kept.starts + 1 });

	say(`Starting n8n ${runtime.version} …`);
	const n8n = await startN8n(runtime, { userFolder, port: kept.n8nPort ?? n8nPort, onSpawn: cleanup });
	keep({ n8nPort: Number(new URL(n8n.url).port) });

	const client = new N8nClient(n8n.url);
	await client.signIn(OWNER);
	const credential = await client.saveCredential('Nex (embedded)', 'nexApi', nex.credential);
	const existing = await client.workflows();
	const insight = await ensureActive(client, existing, insightWorkflow(credential));
	const schedule = await ensureActive(client, existing, scheduleWorkflow(credential));
	return { nex, n8n, client, insight, schedule };
}
