import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { cleanEnv } from '../bootstrap/child';
import type { N8nRuntime } from './runtime';

/** A running n8n. */
export interface N8nProcess {
	/** Without a trailing slash. */
	url: string;
	pid: number;
	logFile: string;
	/** Resolves when the process has ended, for whatever reason. */
	ended: Promise<void>;
	/** Ends n8n and everything it has started; `how` is the first signal sent. */
	stop(how?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export interface StartOptions {
	/** What this process is: n8n with its editor, or a worker of n8n's queue mode. */
	command?: 'start' | 'worker';
	/** Where n8n keeps its data: its settings, its database, its community packages. */
	userFolder: string;
	/** A free one is taken if this is undefined or 0. */
	port?: number;
	env?: Record<string, string>;
	/** How long n8n may take to be ready, in milliseconds. */
	timeout?: number;
	/** Told how to end n8n as soon as there is a process, before it is ready. */
	onSpawn?(stop: () => Promise<void>): void;
}

const GRACE_MS = 15_000;

/** A port of the loopback interface that nobody listens on: `preferred` if it is free. */
export async function freePort(preferred = 0): Promise<number> {
	const listen = (port: number) =>
		new Promise<number>((resolve, reject) => {
			const server = createServer();
			server.once('error', reject).listen(port, '127.0.0.1', () => {
				const { port: got } = server.address() as AddressInfo;
				server.close(() => resolve(got));
			});
		});
	return await listen(preferred).catch(() => listen(0));
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Loopback alone, nothing that asks the outside world or the person for anything, every execution kept. */
const settings = (port: number, brokerPort: number, userFolder: string): Record<string, string> => ({
	N8N_USER_FOLDER: userFolder,
	N8N_PORT: String(port),
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_RUNNERS_BROKER_PORT: String(brokerPort),
	// Where a worker says that it is ready.
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(port),
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
	GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
	NO_COLOR: '1',
});

/** Whether a process, or any process of a group if `pid` is negative, is still there. */
function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

const tail = (file: string, lines: number): string => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');

/** Starts n8n on ports that were free a moment before. */
async function startOnce(
	runtime: N8nRuntime,
	{ command = 'start', userFolder, port, env = {}, timeout = 180_000, onSpawn }: StartOptions,
): Promise<N8nProcess> {
	mkdirSync(userFolder, { recursive: true });
	const ownPort = await freePort(port);
	const logFile = join(userFolder, command === 'start' ? 'n8n.log' : `worker-${ownPort}.log`);
	const log = openSync(logFile, 'a');
	const host = { ...cleanEnv(), NODE_ENV: 'production', PATH: `${dirname(runtime.node)}${delimiter}${process.env.PATH ?? ''}` };
	const child = spawn(runtime.node, ['--require', join(__dirname, 'guard.js'), runtime.n8n, command], {
		cwd: userFolder,
		detached: true,
		env: { ...host, ...settings(ownPort, await freePort(), userFolder), ...env },
		stdio: ['ignore', log, log, 'ipc'],
	});
	closeSync(log);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
	const { pid } = child;
	if (pid === undefined) throw new Error(`n8n could not be started with ${runtime.node}.`);

	const stop = async (how: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
		signal(pid, how);
		let timer: NodeJS.Timeout | undefined;
		await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, GRACE_MS)))]);
		clearTimeout(timer);
		// What is left of the group: n8n's task runner if n8n did not end it, or n8n itself if it hangs.
		for (let tries = 0; isAlive(-pid) && tries < 60; tries++) {
			signal(-pid, 'SIGKILL');
			await sleep(50);
		}
	};

	onSpawn?.(() => stop());
	const url = `http://127.0.0.1:${ownPort}`;
	const deadline = Date.now() + timeout;
	let gone = false;
	void ended.then(() => (gone = true));
	for (;;) {
		const ready = await fetch(`${url}/healthz/readiness`, { headers: { connection: 'close' } }).then(
			(answer) => answer.ok,
			() => false,
		);
		if (ready && !gone) return { url, pid, logFile, ended, stop };
		if (gone || Date.now() > deadline) {
			await stop('SIGKILL');
			throw new Error(
				`n8n ${gone ? 'ended while starting' : `was not ready within ${timeout / 1000} s`}. The end of ${logFile}:\n${tail(logFile, 30)}`,
			);
		}
		await sleep(200);
	}
}

/** Starts of n8n whose port something else took before n8n did. */
const TRIES = 3;

/**
 * Starts n8n and waits until it answers; on other ports if something took one before n8n did.
 *
 * It gets a process group of its own, so that Ctrl-C in the terminal reaches the starter alone, which then ends the
 * whole group; and a channel, by whose end it notices a starter that was killed (see guard.js).
 * @throws with the end of n8n's log if it ends or is not ready in time
 */
export async function startN8n(runtime: N8nRuntime, options: StartOptions): Promise<N8nProcess> {
	for (let tries = 1; ; tries++) {
		try {
			return await startOnce(runtime, options);
		} catch (error) {
			if (tries === TRIES || !/ended while starting.*already in use/is.test((error as Error).message)) throw error;
		}
	}
}
