const { spawn } = require('node:child_process');

/** What npm needs to reach a registry; the rest of its settings belong to the folder it runs in. */
const REACH = /^npm_config_(registry|cafile|ca|cache|userconfig|globalconfig|proxy|https_proxy|noproxy|strict_ssl)$/i;
/** How it fetches. */
const FETCH = /^npm_config_(offline|prefer_offline|maxsockets|fetch_\w+)$/i;

/**
 * The environment without what npm adds for the script it runs. npm hands down every setting of this repository's
 * .npmrc, and with legacy-peer-deps an n8n would be installed without packages that it needs.
 */
const cleanEnv = (env = process.env) =>
	Object.fromEntries(
		Object.entries(env).filter(([name]) => REACH.test(name) || FETCH.test(name) || !/^(npm_|INIT_CWD$|NODE_OPTIONS$)/i.test(name)),
	);

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGTERM')));

const track = (child) => {
	running.add(child);
	child.on('close', () => running.delete(child));
	return child;
};

/** npm says what is wrong first and how it is used last, a compiler the other way round: both ends are worth reading. */
const ends = (lines) => (lines.length > 40 ? [...lines.slice(0, 15), '…', ...lines.slice(-25)] : lines).join('\n');

/**
 * Runs a command to its end, keeping what it says for the error.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<string>} what it wrote to stdout
 * @throws if it cannot be started or ends with another code than 0, with what it said
 */
function run(command, args, { cwd, env = cleanEnv(), onLine } = {}) {
	return new Promise((resolve, reject) => {
		const child = track(spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
		let out = '';
		const said = [];
		const lines = (text) => {
			for (const line of text.split('\n').filter((one) => one.trim())) {
				onLine?.(line);
				if (!/^npm (http|warn) /.test(line)) said.push(line);
			}
		};
		child.stdout.setEncoding('utf8').on('data', (text) => {
			out += text;
			lines(text);
		});
		child.stderr.setEncoding('utf8').on('data', lines);
		child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
		child.on('close', (code, signal) => {
			if (code === 0) resolve(out);
			else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? `code ${code}`}:\n${ends(said)}`));
		});
	});
}

/**
 * Runs a command in this terminal and hands signals on to it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code, 1 if a signal ended it
 */
function runHere(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = track(spawn(command, args, { ...options, stdio: 'inherit' }));
		const forward = (signal) => child.kill(signal);
		process.on('SIGINT', forward).on('SIGTERM', forward);
		child.on('error', reject);
		child.on('close', (code) => {
			process.off('SIGINT', forward).off('SIGTERM', forward);
			resolve(code ?? 1);
		});
	});
}

module.exports = { cleanEnv, run, runHere };
