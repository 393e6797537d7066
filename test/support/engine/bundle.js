const { existsSync, mkdirSync, renameSync, rmSync } = require('node:fs');
const { basename, join, resolve } = require('node:path');

const root = resolve(__dirname, '..', '..', '..');

/** The packages of n8n that tests run on. */
const PACKAGES = ['n8n-core', 'n8n-workflow', '@n8n/di'];

/** What n8n asks for only to report its own errors, or with an import that jest cannot follow into a bundle. */
const EXTERNAL = ['@sentry/*', 'file-type', '*.node'];

/** Bundles the packages, each to be loaded when it is first asked for. */
async function bundle(folder) {
	const { build } = require('esbuild');
	await build({
		stdin: {
			contents: PACKAGES.map((name) => `Object.defineProperty(exports, '${name}', { get: () => require('${name}') });`).join('\n'),
			resolveDir: root,
		},
		outfile: join(folder, 'engine.js'),
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: EXTERNAL,
		logLevel: 'error',
	});
}

/**
 * Gives jest n8n's engine in one file instead of some thousand, compiled once in a process instead of for every file of
 * tests. It is the same code, bundled once for each version of the packages.
 *
 * @returns {Promise<Pick<import('jest').Config, 'testEnvironment' | 'testEnvironmentOptions' | 'moduleNameMapper'>>}
 */
async function n8nEngine() {
	const versionOf = (name) => require(join(root, 'node_modules', name, 'package.json')).version;
	const folder = join(root, '.cache', ['n8n-engine', ...[...PACKAGES, 'esbuild'].map(versionOf)].join('-'));
	if (!existsSync(folder)) {
		const partial = `${folder}.${process.pid}`;
		mkdirSync(partial, { recursive: true });
		await bundle(partial);
		// Another process may have been quicker.
		if (existsSync(folder)) rmSync(partial, { recursive: true });
		else renameSync(partial, folder);
	}
	return {
		testEnvironment: join(__dirname, 'environment.js'),
		testEnvironmentOptions: { engine: join(folder, 'engine.js') },
		moduleNameMapper: Object.fromEntries(PACKAGES.map((name) => [`^${name}$`, join(__dirname, `${basename(name)}.js`)])),
	};
}

module.exports = { n8nEngine };
