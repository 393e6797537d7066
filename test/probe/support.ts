import type { NexServer, NexServerOptions } from '../nex-server';
import { startNexServer } from '../nex-server';
import { MARK } from '../../probe/own';
import type { Report } from '../../probe/report';
import type { ProbeOptions } from '../../probe/run';
import { probe } from '../../probe/run';

/** A server whose keepalives come soon, so that the stream is known soon, and whose jobs are done at once. */
export const startQuickly = async (options: NexServerOptions = {}): Promise<NexServer> =>
	await startNexServer({ data: 'demo', keepAlive: 20, jobDuration: 0, ...options });

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

/** Names of everything in the workspace that carries the mark; what is archived is gone. */
export function left({ state }: NexServer): string[] {
	const things: object[] = [
		...state.objects.all(),
		...state.objects
			.all()
			.flatMap(({ slug }) => [...state.lists.ofObject(slug).map(({ definition }) => definition), ...state.records.store.ofType(slug)]),
		...state.tasks.all(),
		...state.notes.all(),
		...state.notifications.rules(),
		...state.relationships.definitions(),
	];
	return things.map((thing) => JSON.stringify(thing)).filter((text) => text.includes(MARK) && !text.includes('archived_at'));
}
