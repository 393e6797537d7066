/** The n8n that the tests run on; the newest that is supported unless said otherwise. */
const version = process.env.NEX_N8N_VERSION ?? '';

/** Events that a new start may start a second time: those handed over last, where n8n has no deduplication keys, as before version 2. */
export const doubledByAStart = version.startsWith('1.') ? 10 : 0;

/** What such an n8n wants to be told before a community node may be an agent's tool. */
export const hostEnv: Record<string, string> = version.startsWith('1.') ? { N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true' } : {};

/** The versions of the AI Agent that such an n8n has, the oldest and the newest that are tried. */
export const agentVersions = version.startsWith('1.') ? [2.2] : [2.2, 3.1];
