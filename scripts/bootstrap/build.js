const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { run } = require('./child');
const { withLock } = require('./lock');
const { progress } = require('./progress');

const sources = [
	'package.json',
	'package-lock.json',
	'gulpfile.js',
	'tsconfig.json',
	'tsconfig.build.json',
	'index.ts',
	'credentials',
	'nodes',
	'icons',
	'scripts/release/address.js',
];

const filesUnder = (path) =>
	statSync(path).isDirectory()
		? readdirSync(path)
				.sort()
				.flatMap((name) => filesUnder(join(path, name)))
		: [path];

/** A digest of everything that a build reads. */
function digest(root) {
	const hash = createHash('sha256');
	for (const file of sources
		.map((name) => join(root, name))
		.filter(existsSync)
		.flatMap(filesUnder))
		hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
	return hash.digest('hex');
}

/**
 * Builds the pack into dist/ if its sources have changed since the last build.
 * @param {string} root the repository
 * @param {string} cache
 * @returns {Promise<string>} the digest of the sources that dist/ was built from
 */
async function ensureBuild(root, cache) {
	const stamp = join(cache, 'build.stamp');
	const isBuilt = (wanted) => existsSync(join(root, 'dist', 'index.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
	return await withLock(join(cache, 'build.lock'), async () => {
		const wanted = digest(root);
		if (isBuilt(wanted)) return wanted;
		const step = progress('Building the pack');
		try {
			await run(process.execPath, [join(root, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'build'], { cwd: root });
			step.done();
		} catch (error) {
			step.done(false);
			throw error;
		}
		writeFileSync(stamp, wanted);
		return wanted;
	});
}

module.exports = { ensureBuild };
