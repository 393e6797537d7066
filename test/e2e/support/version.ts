import { ensureN8n, type N8nRuntime } from '../../../scripts/n8n/runtime';

const version = process.env.NEX_N8N_VERSION || undefined;

const isN8n1 = version?.startsWith('1.') === true;

/** The n8n that the tests run on; the one that the pack is made for unless said otherwise. */
export const n8nRuntime = async (): Promise<N8nRuntime> => await ensureN8n(version);

/** Events that a new start may start a second time: those handed over last, if n8n has no deduplication keys, as before version 2. */
export const doubledByAStart = isN8n1 ? 10 : 0;

/**
 * Events that a new start may start a second time if nothing of their runs is saved: those handed over last. Before version 2 n8n
 * may store an older state of the trigger after a newer one, and then it is more of them.
 */
export const unsavedByAStart = isN8n1 ? 20 : 10;

/** Whether such an n8n tells a trigger that it could not start a run: before version 2 what it was handed then is lost. */
export const tellsRefusals = !isN8n1;

/** What such an n8n wants to be told before a community node may be an agent's tool. */
export const hostEnv: Record<string, string> = isN8n1 ? { N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true' } : {};

/** The versions of the AI Agent that such an n8n has, the oldest and the newest that are tried. */
export const agentVersions = isN8n1 ? [2.2] : [2.2, 3.1];

/** Whether such an n8n resolves an expression that stands for a tool's description. */
export const resolvesToolDescriptions = !isN8n1;

/** Whether such an n8n has the SDK that Nex Memory is made with: from 2.16.0 on. */
export const hasMemorySdk = !isN8n1;
