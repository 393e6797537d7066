import { randomBytes } from 'node:crypto';
import { ApiError, badRequest, notFound } from '../errors';
import { Bare } from '../json';
import type { Integration } from '../types';
import type { Job } from './jobs';
import type { State } from './state';

const CONNECT_LIFE = 10 * 60_000;
const CONNECTS_PER_MINUTE = 10;

/** The integrations of the documentation (docs/api.md#integrations). */
const catalogue = (): Integration[] =>
	(
		[
			['email', 'google', 'Gmail'],
			['calendar', 'google', 'Google Calendar'],
			['email', 'microsoft', 'Outlook'],
			['calendar', 'microsoft', 'Outlook Calendar'],
			['messaging', 'slack', 'Slack'],
			['crm', 'attio', 'Attio'],
			['crm', 'hubspot', 'HubSpot'],
			['crm', 'salesforce', 'Salesforce'],
		] as const
	).map(([type, provider, display_name]) => ({
		type,
		provider,
		display_name,
		description: `Keeps Nex up to date from ${display_name}.`,
		connections: [],
	}));

const whatsapp: Integration = {
	type: 'messaging',
	provider: 'whatsapp',
	display_name: 'WhatsApp Business',
	description: 'Set up together with Nex support.',
	connections: [],
};

interface Attempt {
	startedAt: number;
	connection: Job<Bare>;
}

/** Data sources of the workspace. A person's consent is given by itself, once a job's time is over. */
export class Integrations {
	#all = catalogue();
	#attempts = new Map<string, Attempt>();
	#recent: number[] = [];

	constructor(private readonly state: State) {}

	list(): Integration[] {
		return this.state.shapes.whatsapp ? [...this.#all, whatsapp] : this.#all;
	}

	/** Begins connecting an account. @throws ApiError 400 for a pair that cannot be connected, 429 past ten a minute */
	connect(type: string, provider: string): { auth_url: string; connect_id: string } {
		const integration = this.#all.find((one) => one.type === type && one.provider === provider);
		if (!integration) throw badRequest(`There is no ${type} integration with ${provider}`);
		const now = this.state.time();
		this.#recent = this.#recent.filter((at) => now - at < 60_000);
		const [oldest] = this.#recent;
		if (this.#recent.length >= CONNECTS_PER_MINUTE && oldest !== undefined) {
			throw new ApiError(429, `At most ${CONNECTS_PER_MINUTE} connects a minute`, {
				'retry-after': String(Math.ceil((oldest + 60_000 - now) / 1000)),
			});
		}
		this.#recent.push(now);
		// Base64 with the characters that a URL cannot hold, as the real one may have.
		const connect_id = `eyJ3Ijo${randomBytes(24).toString('base64')}/+==`;
		this.#attempts.set(connect_id, {
			startedAt: now,
			connection: this.state.jobs.start('connect', () => this.add(type, provider, `account-${this.#attempts.size}@birch.example`)),
		});
		return { auth_url: `https://accounts.example/o/oauth2/auth?state=${encodeURIComponent(connect_id)}`, connect_id };
	}

	/** @throws ApiError 400 for an unknown attempt, 410 ten minutes after it began */
	status(connectId: string): { status: 'pending' | 'connected'; connection_id?: Bare } {
		const attempt = this.#attempts.get(connectId);
		if (!attempt) throw new ApiError(this.state.shapes.unknownConnect, 'Invalid connect_id');
		if (this.state.time() - attempt.startedAt >= CONNECT_LIFE)
			throw new ApiError(410, 'connect_id has expired; start the connection again');
		const connection_id = attempt.connection.result;
		// A refused consent has no status of its own: it stays pending (docs/api.md#integrations).
		return connection_id ? { status: 'connected', connection_id } : { status: 'pending' };
	}

	/** Connects an account at once. Answers the connection's id. */
	add(type: string, provider: string, identifier: string): Bare {
		const id = new Bare(this.state.ids.next());
		this.#all.find((one) => one.type === type && one.provider === provider)?.connections.push({ id, status: 'active', identifier });
		return id;
	}

	disconnect(connectionId: string): void {
		const integration = this.#all.find((one) => one.connections.some((connection) => connection.id.digits === connectionId));
		if (!integration) throw notFound(`Connection ${connectionId}`);
		integration.connections = integration.connections.filter((connection) => connection.id.digits !== connectionId);
	}
}
