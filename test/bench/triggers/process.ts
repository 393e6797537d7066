import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cleanEnv } from '../../../scripts/bootstrap/child';
import type { Order, Outcome, Setup, Word } from './protocol';

const repository = resolve(__dirname, '..', '..', '..');

const PATIENCE_MS = 120_000;

/** The process that listens, seen from the bench. */
export class Listener {
	private readonly words: Word[] = [];
	private wake: () => void = () => undefined;
	private gone = false;
	private said = '';

	private constructor(
		private readonly child: ChildProcess,
		private readonly userFolder: string,
	) {
		child.on('message', (word: Word) => {
			this.words.push(word);
			this.wake();
		});
		child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.said = (this.said + text).slice(-4_000)));
		child.on('exit', () => {
			this.gone = true;
			this.wake();
		});
	}

	/** @param node the Node that runs it: n8n's own, so that the figures are n8n's */
	static async start(node: string, setup: Setup): Promise<Listener> {
		const userFolder = mkdtempSync(join(tmpdir(), 'nex-bench-'));
		const child = spawn(node, ['--expose-gc', '--require', 'tsx/cjs', join(__dirname, 'listener.ts')], {
			cwd: repository,
			env: { ...cleanEnv(), N8N_USER_FOLDER: userFolder },
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		});
		const listener = new Listener(child, userFolder);
		try {
			await listener.tell({ setup });
			return listener;
		} catch (error) {
			listener.stop();
			throw error;
		}
	}

	private async next(): Promise<Word> {
		const deadline = Date.now() + PATIENCE_MS;
		for (;;) {
			const word = this.words.shift();
			if (word) return word;
			if (this.gone || Date.now() > deadline)
				throw new Error(`The listening process ${this.gone ? 'has ended' : 'says nothing'}: ${this.said}`);
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, 1_000);
				this.wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
	}

	private async tell(order: Order): Promise<Word> {
		this.child.send(order);
		return await this.next();
	}

	/** Runs `send` and tells what came of the events that it makes the listener emit. */
	async outcome(expect: number, send: () => Promise<void>): Promise<Outcome> {
		await this.tell({ expect });
		const [word] = await Promise.all([this.next(), send()]);
		if (!('outcome' in word)) throw new Error('no outcome');
		return word.outcome;
	}

	get pid(): number {
		return this.child.pid ?? 0;
	}

	/** Has the triggers do what they do when n8n's scheduler calls them; it does not wait for the end of it. */
	async tick(): Promise<void> {
		await this.tell({ tick: true });
	}

	/** Notes where the time goes while `work` runs, in a .cpuprofile. */
	async profile(file: string, work: () => Promise<unknown>): Promise<void> {
		await this.tell({ beginProfile: true });
		await work();
		await this.tell({ endProfile: file });
	}

	/** Kilobytes on the heap after everything else was collected. */
	async heapKb(): Promise<number> {
		const word = await this.tell({ heap: true });
		if (!('heapKb' in word)) throw new Error('no heap');
		return word.heapKb;
	}

	stop(): void {
		this.child.kill('SIGKILL');
		rmSync(this.userFolder, { recursive: true, force: true });
	}
}
