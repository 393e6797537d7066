/** The repository's address stands in package.json alone: everything else that needs it gets it from there. */

const manifest = require('../../package.json');

/** @param {string} page such as docs/nodes/nex-note.md */
const addressOf = (page) => `${manifest.homepage}/blob/main/${page}`;

/**
 * What n8n knows of a node besides its description, with the links into this repository as a browser can open them.
 * @param {string} codex the text of a *.node.json, whose documentation links are paths in this repository
 */
function withAddresses(codex) {
	const { resources, ...others } = JSON.parse(codex);
	const primaryDocumentation = resources.primaryDocumentation.map(({ url }) => ({ url: addressOf(url) }));
	return `${JSON.stringify({ ...others, resources: { ...resources, primaryDocumentation } }, null, '\t')}\n`;
}

/** A repository's address as people open it, however git is told it: git@github.com:a/b.git is https://github.com/a/b. */
const asPage = (address) =>
	address
		.trim()
		.replace(/^git\+/, '')
		.replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/')
		.replace(/^(https?:\/\/)[^@/]+@/, '$1')
		.replace(/\.git$/, '');

/**
 * What is wrong with the addresses in a package.json that is about to be published from a repository, one sentence each.
 * @param {{ homepage: string, repository: { url: string } }} manifest
 * @param {string | undefined} origin the repository that is published from, as git or GitHub Actions name it
 */
function wrongAddresses({ homepage, repository }, origin) {
	if (!origin) return ['Nothing says which repository this is: add it as the remote "origin".'];
	return Object.entries({ homepage, 'repository.url': repository.url })
		.filter(([, address]) => asPage(address) !== asPage(origin))
		.map(([name, address]) => `"${name}" in package.json is ${address}, but this is ${asPage(origin)}.`);
}

module.exports = { withAddresses, wrongAddresses };
