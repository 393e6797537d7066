import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { memoryPage, nodePage, pageName, scopesPage, triggerPage, type DocumentedNode } from '../../scripts/docs/pages';
import { startNexServer } from '../nex-server';
import type { Example } from '../nodes/examples/example';
import { runNode } from '../support/host';
import { actionNodes, packNodes, type PackNode } from '../support/nodes';

const root = resolve(__dirname, '..', '..');
const docs = join(root, 'docs');

async function outputOf({ create }: PackNode, operation: string, example: Example): Promise<unknown[]> {
	const nex = await startNexServer({ jobDuration: 0 });
	try {
		const { parameters, input = {} } = await example.given(nex);
		const { items, error } = await runNode(create(), {
			credential: nex.credential,
			items: [{ json: input }],
			parameters: { ...parameters, operation },
		});
		if (error) throw error;
		return items.map(({ json }) => json);
	} finally {
		await nex.close();
	}
}

async function documented(node: PackNode): Promise<DocumentedNode> {
	const examples =
		node.operations.length > 0
			? (jest.requireActual<Record<string, Record<string, Example>>>(`../nodes/examples/${node.name}`)[node.name] ?? {})
			: {};
	const outputs: Record<string, unknown[]> = {};
	for (const { definition } of node.operations) {
		const example = examples[definition.value];
		if (!example) throw new Error(`There is no example of ${node.name}, ${definition.value}`);
		outputs[definition.value] = await outputOf(node, definition.value, example);
	}
	return { description: node.create().description, operations: node.operations, outputs };
}

function pageOf(node: DocumentedNode): string {
	if (node.operations.length > 0) return nodePage(node);
	return node.description.group.includes('trigger') ? triggerPage(node) : memoryPage(node);
}

/** Every page that is made from the descriptions, by its path in docs/. */
async function pages(): Promise<Map<string, string>> {
	const nodes: DocumentedNode[] = [];
	for (const node of packNodes) nodes.push(await documented(node));
	return new Map([...nodes.map((node): [string, string] => [`nodes/${pageName(node)}`, pageOf(node)]), ['scopes.md', scopesPage(nodes)]]);
}

/** `npm run docs` writes the pages; without it they are compared. */
test('the pages of the nodes say what the nodes do', async () => {
	const made = await pages();
	if (process.env.WRITE_DOCS) {
		for (const [file, text] of made) {
			mkdirSync(dirname(join(docs, file)), { recursive: true });
			writeFileSync(join(docs, file), text);
		}
	}
	const stale = [...made]
		.filter(([file, text]) => !existsSync(join(docs, file)) || readFileSync(join(docs, file), 'utf8') !== text)
		.map(([file]) => file);
	expect({ stale, mend: 'npm run docs' }).toEqual({ stale: [], mend: 'npm run docs' });
	expect(readdirSync(join(docs, 'nodes')).filter((file) => !made.has(`nodes/${file}`))).toEqual([]);
});

test.each(packNodes)("the documentation link of $name leads to the node's own page", (node) => {
	const codex = JSON.parse(readFileSync(join(root, 'nodes', node.name, `${node.name}.node.json`), 'utf8')) as {
		resources: { primaryDocumentation: Array<{ url: string }> };
	};
	expect(codex.resources.primaryDocumentation).toEqual([{ url: `docs/nodes/${pageName(node.create())}` }]);
});

test('the README has a row for every node, under its name and with a link to its page', () => {
	const rows = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^\| \[(.+?)\]\((docs\/nodes\/.+?)\)/gm);
	const shown = [...rows].map(([, name, page]) => `${name}: ${page}`);
	const described = packNodes.map((node) => ({ description: node.create().description }));
	expect(shown.sort()).toEqual(described.map((node) => `${node.description.displayName}: docs/nodes/${pageName(node)}`).sort());
});

test('the README and the changelog count nodes and endpoints as they are', () => {
	const words = { 15: 'Fifteen', 16: 'Sixteen', 17: 'Seventeen', 60: 'sixty', 61: 'sixty-one', 62: 'sixty-two' };
	const inWords = (count: number) => Object.entries(words).find(([number]) => Number(number) === count)?.[1] ?? String(count);
	const endpoints = new Set(
		actionNodes.flatMap(({ operations }) => operations.map(({ definition: { method, url } }) => `${method} ${url}`)),
	);
	const nodes = inWords(actionNodes.length);
	const wanted = [
		{ file: 'README.md', words: `${nodes} nodes cover every operation` },
		{ file: 'CHANGELOG.md', words: `${nodes} nodes for all ${inWords(endpoints.size)} operations` },
	];
	// Not the whole file in a message: only the words that are missing.
	expect(wanted.filter(({ file, words }) => !readFileSync(join(root, file), 'utf8').includes(words))).toEqual([]);
});

const markdownIn = (folder: string): string[] =>
	readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
		one.isDirectory() ? markdownIn(join(folder, one.name)) : one.name.endsWith('.md') ? [join(folder, one.name)] : [],
	);

const anchorsOf = (file: string): string[] => {
	const text = readFileSync(file, 'utf8');
	const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\w -]/g, '')
			.replace(/ /g, '-'),
	);
	return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)];
};

test('no link in the documentation leads nowhere', () => {
	const files = [
		join(root, 'README.md'),
		join(root, 'CONTRIBUTING.md'),
		join(root, 'CHANGELOG.md'),
		join(root, 'examples', 'README.md'),
		...markdownIn(docs),
	].filter(existsSync);
	const broken = files.flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)/g)].flatMap(([link, path = '', heading]) => {
			const target = path === '' ? file : resolve(dirname(file), path);
			const found = existsSync(target) && (heading === undefined || anchorsOf(target).includes(heading));
			return found ? [] : [`${file.slice(root.length + 1)}: ${link}`];
		}),
	);
	expect(broken).toEqual([]);
});
