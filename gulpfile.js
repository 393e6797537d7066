const { mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const { spawnSync } = require('node:child_process');
const { basename, dirname, join, relative, sep } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const manifest = require('./package.json');
const { withAddresses } = require('./scripts/release/address');

const clean = () => rm('dist', { recursive: true, force: true });

async function check() {
	const { status } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
		stdio: 'inherit',
	});
	if (status !== 0) throw new Error('The sources do not compile.');
}

const toDist = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' };

/**
 * One file holds the pack, and each file that n8n asks for takes its class from there: n8n loads
 * every node when it starts, and two hundred small files take it twice as long as one.
 */
async function bundle() {
	await build({
		...toDist,
		entryPoints: ['index.ts'],
		outfile: 'dist/index.js',
		external: ['n8n-workflow', '@n8n/ai-node-sdk'],
		plugins: [
			{ name: 'vendor', setup: ({ onResolve }) => onResolve({ filter: /\/vendor$/ }, () => ({ path: './vendor.js', external: true })) },
		],
		supported: { 'dynamic-import': false },
	});
	const { nodes, credentials } = manifest.n8n;
	await Promise.all(
		[...nodes, ...credentials].map(async (file) => {
			const name = basename(file).split('.')[0];
			const from = relative(dirname(file), 'dist/index.js').split(sep).join('/');
			await mkdir(dirname(file), { recursive: true });
			await writeFile(file, `exports.${name} = require('${from}').${name};\n`);
		}),
	);
}

/**
 * A community package has no dependencies, so the trigger's two libraries go into one file beside
 * their licences, which is loaded when a stream opens. undici's entry for fetch alone has the agent too, and is the smaller of its two.
 */
async function bundleVendor() {
	await build({
		...toDist,
		entryPoints: ['nodes/NexTrigger/insights/vendor.ts'],
		outfile: 'dist/vendor.js',
		alias: { undici: require.resolve('undici/index-fetch.js') },
		minify: true,
	});
	const licences = ['undici', 'eventsource-parser'].map(async (name) => {
		const text = await readFile(join(dirname(require.resolve(`${name}/package.json`)), 'LICENSE'), 'utf8');
		return `${name}\n\n${text.trim()}\n`;
	});
	await writeFile('dist/vendor.LICENSES.txt', (await Promise.all(licences)).join('\n\n'));
}

async function codex() {
	for (const file of manifest.n8n.nodes) {
		const source = relative('dist', file).replace(/js$/, 'json');
		await mkdir(dirname(file), { recursive: true });
		await writeFile(join('dist', source), withAddresses(await readFile(source, 'utf8')));
	}
}

const schemas = () => src('nodes/**/__schema__/**/*.json', { base: '.' }).pipe(dest('dist'));

const icons = () => src('icons/*.svg', { base: '.', encoding: false }).pipe(dest('dist'));

exports.build = series(clean, parallel(check, bundle, bundleVendor, codex, schemas, icons));
exports.default = exports.build;
