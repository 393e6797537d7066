/** Before a release: refuses to publish a pack whose links lead elsewhere than to the repository that it comes from. */
const { spawnSync } = require('node:child_process');
const manifest = require('../../package.json');
const { wrongAddresses } = require('./address');

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
const origin = GITHUB_REPOSITORY
	? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`
	: spawnSync('git', ['remote', 'get-url', 'origin'], { encoding: 'utf8' }).stdout;

const wrong = wrongAddresses(manifest, origin);
for (const sentence of wrong) console.error(sentence);
process.exitCode = wrong.length;
