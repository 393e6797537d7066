/** Behind `npm run bench`: makes sure that the packages are installed and the pack is built, then measures. */
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { ensureBuild } = require('../../scripts/bootstrap/build');
const { ensureDependencies } = require('../../scripts/bootstrap/dependencies');

const root = join(__dirname, '..', '..');
const cache = join(root, '.cache');

async function main(args) {
	// What has been started is ended by its own process ending, see child.js and guard.js.
	const quit = () => process.exit(130);
	process.on('SIGINT', quit).on('SIGTERM', quit);
	mkdirSync(cache, { recursive: true });
	await ensureDependencies(root, cache);
	await ensureBuild(root, cache);
	require('tsx/cjs/api').register();
	await require('./main.ts').main(args);
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error) => {
		console.error(`\n${error instanceof Error ? error.stack : error}`);
		process.exit(1);
	},
);
