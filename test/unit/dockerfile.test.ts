import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Copy, Entrypoint } from 'dockerfile-ast';
import { validate, ValidationSeverity, type ValidatorSettings } from 'dockerfile-utils';
import { buildContext, instructions, shell, source } from '../support/dockerfile';

const root = resolve(__dirname, '..', '..');

const everything: ValidatorSettings = {
	deprecatedMaintainer: ValidationSeverity.ERROR,
	directiveCasing: ValidationSeverity.ERROR,
	emptyContinuationLine: ValidationSeverity.ERROR,
	instructionCasing: ValidationSeverity.ERROR,
	instructionCmdMultiple: ValidationSeverity.ERROR,
	instructionEntrypointMultiple: ValidationSeverity.ERROR,
	instructionHealthcheckMultiple: ValidationSeverity.ERROR,
	instructionJSONInSingleQuotes: ValidationSeverity.ERROR,
	instructionWorkdirRelative: ValidationSeverity.ERROR,
};

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'nex-dockerfile-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The arguments of an instruction's exec form. */
const execForm = (text: string | null): string[] => JSON.parse(text ?? '') as string[];

const entrypoint = (): string[] => execForm(instructions.find((one) => one instanceof Entrypoint)?.getArgumentsContent() ?? null);

/** The image's pack and n8n's own start, which says what it is started with. */
function image(version: string): void {
	const pack = join(folder, 'opt', 'n8n-nodes-nex');
	rmSync(pack, { recursive: true, force: true });
	mkdirSync(pack, { recursive: true });
	writeFileSync(join(pack, 'package.json'), version);
	writeFileSync(join(pack, `only-in-${version}`), '');
	writeFileSync(join(folder, 'docker-entrypoint.sh'), '#!/bin/sh\necho "n8n $*"\n');
	chmodSync(join(folder, 'docker-entrypoint.sh'), 0o755);
}

/** Starts a container as `docker run` does. */
function start(args: string[], env: NodeJS.ProcessEnv): string {
	const [tini, end, sh, ...rest] = entrypoint();
	expect([tini, end, sh]).toEqual(['tini', '--', '/bin/sh']);
	return shell(folder, [...rest, ...args], folder, env);
}

test('the Dockerfile has nothing that Docker refuses or warns of', () => {
	expect(validate(source, everything).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`)).toEqual([]);
});

test('the image is built from the n8n that the tests run on, of files that the build is given', () => {
	const [, version] = /N8N_VERSION = '([\d.]+)'/.exec(readFileSync(join(root, 'scripts', 'bootstrap', 'n8n.js'), 'utf8')) ?? [];
	expect(source).toContain(`ARG N8N_VERSION=${version}\n`);
	const context = buildContext(folder);
	const copied = instructions
		.filter((one): one is Copy => one instanceof Copy && one.getFlags().length === 0)
		.flatMap((one) =>
			one
				.getArguments()
				.slice(0, -1)
				.map((argument) => argument.getValue()),
		);
	expect(copied.length).toBeGreaterThan(1);
	expect(copied.filter((file) => !existsSync(join(context, file)))).toEqual([]);
});

test('a container starts n8n with the pack, with its own arguments, and without what an older pack has left', () => {
	const env = { HOME: join(folder, 'home'), N8N_USER_FOLDER: undefined };
	image('1.0.0');
	start([], env);
	image('2.0.0');
	expect(start(['worker', '--concurrency=5'], env)).toBe('n8n worker --concurrency=5\n');
	const installed = join(folder, 'home', '.n8n', 'nodes', 'node_modules', 'n8n-nodes-nex');
	expect(readFileSync(join(installed, 'package.json'), 'utf8')).toBe('2.0.0');
	expect(existsSync(join(installed, 'only-in-1.0.0'))).toBe(false);
});

test('a container has the pack where N8N_USER_FOLDER has n8n look for it', () => {
	image('1.0.0');
	start([], { HOME: join(folder, 'home'), N8N_USER_FOLDER: join(folder, 'my data') });
	expect(existsSync(join(folder, 'my data', '.n8n', 'nodes', 'node_modules', 'n8n-nodes-nex', 'package.json'))).toBe(true);
});
