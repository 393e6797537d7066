const { readFile, rm, writeFile } = require('node:fs/promises');
const { spawnSync } = require('node:child_process');
const { dirname, join } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

async function compile() {
	const { status } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
	if (status !== 0) throw new Error('The sources do not compile.');
}

/**
 * A community package has no dependencies, so the trigger's two libraries go into one file beside
 * their licences. undici's entry for fetch alone has the agent too, and is the smaller of its two.
 */
async function bundle() {
	const folder = 'nodes/NexTrigger/insights';
	await build({
		entryPoints: [`${folder}/vendor.ts`],
		outfile: `dist/${folder}/vendor.js`,
		alias: { undici: require.resolve('undici/index-fetch.js') },
		bundle: true,
		minify: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		logLevel: 'warning',
	});
	const licences = ['undici', 'eventsource-parser'].map(async (name) => {
		const text = await readFile(join(dirname(require.resolve(`${name}/package.json`)), 'LICENSE'), 'utf8');
		return `${name}\n\n${text.trim()}\n`;
	});
	await writeFile(`dist/${folder}/vendor.LICENSES.txt`, (await Promise.all(licences)).join('\n\n'));
}

const nodeFiles = () => src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], { base: '.' }).pipe(dest('dist'));

const icons = () => src('icons/*.svg', { base: '.', encoding: false }).pipe(dest('dist'));

exports.build = series(clean, parallel(compile, nodeFiles, icons), bundle);
exports.default = exports.build;
