import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import manifest from '../../package.json';
import { buildContext, instructions, shell } from '../support/dockerfile';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'nex-image-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('gives the image a whole pack', () => {
	const context = buildContext(folder);
	symlinkSync(resolve(__dirname, '..', '..', 'node_modules'), join(context, 'node_modules'));
	mkdirSync(join(folder, 'tmp'));
	const [build] = instructions
		.filter((one) => one.getKeyword() === 'RUN')
		.map((one) => one.getArgumentsContent() ?? '')
		.filter((command) => command.includes('npm pack'));
	shell(folder, ['-c', build ?? 'exit 1'], context);
	const pack = join(folder, 'n8n-nodes-nex');
	const { n8n } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as typeof manifest;
	expect(n8n).toEqual(manifest.n8n);
	expect([...n8n.nodes, ...n8n.credentials].filter((file) => !existsSync(join(pack, file)))).toEqual([]);
});
