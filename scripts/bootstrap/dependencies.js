const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { run } = require('./child');
const { withLock } = require('./lock');
const { progress } = require('./progress');

const packagesIn = (file) => {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages;
	} catch {
		return undefined;
	}
};

/** Whether npm's own note of what it installed holds everything package-lock.json asks for. */
function isInstalled(root) {
	const wanted = packagesIn(join(root, 'package-lock.json'));
	const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
	if (!wanted || !installed) return false;
	return Object.entries(wanted).every(
		([path, { version, optional, devOptional, peer, link }]) =>
			path === '' || link || installed[path]?.version === version || ((optional || devOptional || peer) && !installed[path]),
	);
}

/**
 * Makes node_modules what package-lock.json says, with npm ci, if it is not already.
 * @param {string} root the repository
 * @param {string} cache
 */
async function ensureDependencies(root, cache) {
	if (isInstalled(root)) return;
	await withLock(
		join(cache, 'install.lock'),
		async () => {
			if (isInstalled(root)) return;
			const step = progress('Installing the development packages (npm ci)');
			let fetched = 0;
			try {
				await run('npm', ['ci', '--loglevel=http', '--no-audit', '--no-fund'], {
					cwd: root,
					onLine: (line) => line.startsWith('npm http fetch') && step.note(`${++fetched} files fetched`),
				});
				step.done();
			} catch (error) {
				step.done(false);
				throw error;
			}
		},
		(pid) => console.error(`  Waiting for process ${pid}, which is installing …`),
	);
}

module.exports = { ensureDependencies };
