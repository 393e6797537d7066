import { NexServer } from './server';
import type { NexServerOptions } from './server';

export { SCOPES } from './scopes';
export type { Scope } from './scopes';
export { operations } from './routes';
export type { Misbehaviour } from './faults';
export type { Shapes } from './shapes';
export type * from './types';
export type { NexServer, NexServerOptions, RecordedRequest } from './server';

/** Starts an embedded Nex on loopback. `close()` it when done. */
export async function startNexServer(options?: NexServerOptions): Promise<NexServer> {
	const server = new NexServer(options);
	await server.listen();
	return server;
}
