import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cleanEnv } from '../../../scripts/bootstrap/child';
import type { Counts, Target } from '../n8n/host';

/** What the server is to do. */
export interface Circumstance {
	/** Records that there are. */
	records: number;
	/** Milliseconds that an answer takes. */
	latency: number;
	/** Requests in flight beyond which it answers 429; null for no limit. */
	limit: number | null;
	/** Whether a refusal takes as long as an answer. */
	late: boolean;
	/** Requests that it takes in each second of its clock; null for no limit. */
	perSecond: number | null;
}

const FIRST_ID = 20_000_000_000_000_001n;

/** The minimal server of plain.js, seen from the bench. */
export class PlainServer implements Target {
	readonly key = 'sk-bench';

	private constructor(
		private readonly child: ChildProcess,
		readonly url: string,
	) {}

	static async start(): Promise<PlainServer> {
		const child = fork(join(__dirname, 'plain.js'), { env: cleanEnv(), execArgv: [] });
		const [{ port }] = (await once(child, 'message')) as [{ port: number }];
		return new PlainServer(child, `http://127.0.0.1:${port}`);
	}

	get credential() {
		return { apiKey: this.key, baseUrl: this.url };
	}

	private async tell(order: object): Promise<Counts> {
		const answer = once(this.child, 'message') as Promise<[Counts]>;
		this.child.send(order);
		const [counts] = await answer;
		return counts;
	}

	/** Changes what is given, and leaves the rest. */
	async set(circumstance: Partial<Circumstance>): Promise<void> {
		await this.tell(circumstance);
	}

	async counts(): Promise<Counts> {
		return await this.tell({ counts: true });
	}

	/** IDs of the first records. */
	ids(count: number): string[] {
		return Array.from({ length: count }, (_, index) => String(FIRST_ID + BigInt(index) * 2n));
	}

	close(): void {
		this.child.kill();
	}
}
