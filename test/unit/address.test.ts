import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import manifest from '../../package.json';
import { withAddresses, wrongAddresses } from '../../scripts/release/address';

const root = resolve(__dirname, '..', '..');
const MADE = ['.git', 'node_modules', 'dist', '.cache', 'coverage'];

const filesIn = (folder: string): string[] =>
	readdirSync(join(root, folder), { withFileTypes: true }).flatMap((one) => {
		const path = join(folder, one.name);
		if (MADE.includes(one.name)) return [];
		return one.isDirectory() ? filesIn(path) : one.isFile() ? [path] : [];
	});

test('the address of the repository stands in package.json alone', () => {
	const address = manifest.homepage.replace('https://', '');
	expect(filesIn('.').filter((file) => readFileSync(join(root, file), 'utf8').includes(address))).toEqual(['package.json']);
});

test('the build gives n8n links that lead into the repository', () => {
	const codex = { node: 'n8n-nodes-nex.nexNote', resources: { primaryDocumentation: [{ url: 'docs/nodes/nex-note.md' }] } };
	expect(JSON.parse(withAddresses(JSON.stringify(codex)))).toEqual({
		node: 'n8n-nodes-nex.nexNote',
		resources: { primaryDocumentation: [{ url: `${manifest.homepage}/blob/main/docs/nodes/nex-note.md` }] },
	});
});

describe('before a release', () => {
	const published = { homepage: 'https://github.com/ada/nex', repository: { url: 'git+https://github.com/ada/nex.git' } };

	test.each([
		'https://github.com/ada/nex',
		'https://github.com/ada/nex.git\n',
		'git@github.com:ada/nex.git',
		'ssh://git@github.com/ada/nex.git',
	])('the addresses are right in %j', (origin) => expect(wrongAddresses(published, origin)).toEqual([]));

	test('links that lead elsewhere are refused', () => {
		expect(wrongAddresses(published, 'https://github.com/grace/nex')).toEqual([
			'"homepage" in package.json is https://github.com/ada/nex, but this is https://github.com/grace/nex.',
			'"repository.url" in package.json is git+https://github.com/ada/nex.git, but this is https://github.com/grace/nex.',
		]);
	});

	test('a repository that nothing names is refused', () => {
		expect(wrongAddresses(published, '')).toEqual([expect.stringContaining('remote "origin"')]);
	});
});
