/**
 * Behind every npm script: makes sure that the packages are installed and the pack is built, then does the task.
 * Needs nothing but Node and npm.
 */
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { ensureBuild } = require('./bootstrap/build');
const { runHere } = require('./bootstrap/child');
const { ensureDependencies } = require('./bootstrap/dependencies');
const { cacheFolder, ensureN8n, isMissing } = require('./bootstrap/n8n');

const root = join(__dirname, '..');
const cache = join(root, '.cache');

/** TypeScript in this very process: one process less between Ctrl-C and what has to be ended. */
const typescript = (file) => {
	require('tsx/cjs/api').register();
	return require(file);
};

/** What has to hold on the oldest n8n as well, of all that is tried in a real n8n. */
const PROMISES = ['e2e/sources', 'e2e/trigger'];

const jest = (...args) => runHere(process.execPath, [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...args], { cwd: root });

const tasks = {
	start: (args, build) => typescript('./start.ts').main(args, build),
	nex: () => {
		process.argv.splice(2, 1);
		typescript('../test/nex-server/main.ts');
	},
	probe: async (args) => {
		// For what is imported later, such as the libraries of the stream.
		(await import('tsx/esm/api')).register();
		return await typescript('../probe/main.ts').main(args);
	},
	test: (args) => jest(...args),
	oldest: (args) => jest('--config', join('test', 'oldest', 'jest.config.js'), ...args),
	faults: (args) => jest('--config', join('test', 'faults', 'jest.config.js'), ...args),
	e2e: (args, build) => {
		process.env.NEX_BUILD = build;
		return jest('--config', join('test', 'e2e', 'jest.config.js'), '--runInBand', ...args);
	},
	'e2e-oldest': (args, build) => {
		process.env.NEX_N8N_VERSION = require('../test/support/oldest-n8n-workflow.json').n8n;
		const isChosen = args.some((arg) => !arg.startsWith('-'));
		return tasks.e2e(isChosen ? args : [...args, ...PROMISES], build);
	},
};

/** n8n is downloaded beside the packages and the build: each waits for the network and the processor in turn. */
async function prepareBeside(work) {
	if (!isMissing()) return await work();
	console.error(`  The first time takes several minutes, most of it to download n8n: about 3 GB in ${cacheFolder()}.`);
	console.error('  With two processors allow six minutes on a quiet machine and thirteen on a busy one; later starts take seconds.');
	const [result] = await Promise.all([work(), ensureN8n()]);
	return result;
}

async function main([task = '', ...args]) {
	const work = tasks[task];
	if (!work) throw new Error(`usage: node scripts/run.js ${Object.keys(tasks).join('|')}`);
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 19)) throw new Error(`This needs Node 20.19 or newer; this is ${process.versions.node}.`);

	// Until the task takes over, a signal ends this process, and with it (see child.js) what it has started.
	const quit = () => process.exit(130);
	process.on('SIGINT', quit).on('SIGTERM', quit);
	mkdirSync(cache, { recursive: true });
	const prepare = async () => {
		await ensureDependencies(root, cache);
		return task === 'nex' || task === 'probe' ? '' : await ensureBuild(root, cache);
	};
	const needsN8n = task === 'start' || (task === 'e2e' && !process.env.NEX_N8N_VERSION);
	const build = needsN8n ? await prepareBeside(prepare) : await prepare();
	process.off('SIGINT', quit).off('SIGTERM', quit);
	return await work(args, build);
}

main(process.argv.slice(2)).then(
	// The embedded Nex goes on by itself; every other task is over, whatever a signal has interrupted.
	(code) => code !== undefined && process.exit(code),
	(error) => {
		console.error(`\n${error instanceof Error ? error.message : error}`);
		process.exitCode = 1;
	},
);
