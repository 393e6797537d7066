import type { NexServer, NexServerOptions } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Report } from '../../probe/report';
import type { ProbeOptions } from '../../probe/run';
import { probe } from '../../probe/run';

/** A server whose keepalives come soon, so that the stream is known soon. */
export const startQuickly = async (options: NexServerOptions = {}): Promise<NexServer> =>
	await startNexServer({ data: 'demo', keepAlive: 200, ...options });

/** Runs the probe against a server with the key that has all scopes, or another. */
export const probeServer = async (nex: NexServer, options: Partial<ProbeOptions> & { key?: string } = {}): Promise<Report> =>
	await probe({
		credential: { apiKey: options.key ?? nex.key, baseUrl: nex.url, scopes: [] },
		listenFor: 5_000,
		...options,
	});

/** The side of each point that was settled. */
export const sidesOf = ({ points }: Report): Record<string, string | undefined> =>
	Object.fromEntries(Object.entries(points).map(([id, { side }]) => [id, side]));
