import { ensureN8n, type N8nRuntime } from '../../../scripts/n8n/runtime';

const version = process.env.NEX_N8N_VERSION || undefined;

/** Whether the n8n that the tests run on is this version of n8n 2, or a newer one. */
const isFrom = (minor: number): boolean => {
	const [major = 2, ownMinor = Infinity] = version?.split('.').map(Number) ?? [];
	return major > 2 || (major === 2 && ownMinor >= minor);
};

const isN8n1 = !isFrom(0);

/** The n8n that the tests run on; the one that the pack is made for unless said otherwise. */
export const n8nRuntime = async (): Promise<N8nRuntime> => await ensureN8n(version);

/** Events that a new start may start a second time: those handed over last, if n8n has no deduplication keys, as before 2.20. */
export const doubledByAStart = isFrom(20) ? 0 : 10;

/**
 * Events that a new start may start a second time if nothing of their runs is saved: those handed over last. Before 2.20 n8n
 * may store an older state of the trigger after a newer one, and then it is more of them.
 */
export const unsavedByAStart = isFrom(20) ? 10 : 20;

/** Whether such an n8n tells a trigger that it could not start a run: before 2.35 what it was handed then is lost. */
export const tellsRefusals = isFrom(35);

/** What such an n8n wants to be told before a community node may be an agent's tool. */
export const hostEnv: Record<string, string> = isN8n1 ? { N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true' } : {};

/** The versions of the AI Agent that such an n8n has, the oldest and the newest that are tried. */
export const agentVersions = isN8n1 ? [2.2] : [2.2, isFrom(16) ? 3.1 : 3];

/** Whether such an n8n resolves an expression that stands for a tool's description: 2.20 does not, 2.41 does. */
export const resolvesToolDescriptions = isFrom(41);

/** Whether such an n8n has the SDK that Nex Memory is made with: from 2.16.0 on. */
export const hasMemorySdk = isFrom(16);
