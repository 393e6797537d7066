import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'api.md'), 'utf8');
const anchors = new Set([...page.matchAll(/<a id="([\w-]+)"><\/a>/g)].map(([, anchor]) => anchor));

const sources = ['nodes', 'credentials', 'scripts', 'test']
	.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
	.filter((file) => file.endsWith('.ts'));

const links = sources.flatMap((file) =>
	[...readFileSync(join(root, file), 'utf8').matchAll(/docs\/api\.md#([\w-]+)/g)].map(([, anchor]) => [anchor, file] as const),
);

test('the sources link to the page on the API', () => {
	expect(links.length).toBeGreaterThan(50);
});

test.each(links)('the section "%s", to which %s links, is there', (anchor) => {
	expect(anchors).toContain(anchor);
});
