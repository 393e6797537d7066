import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';

const root = resolve(__dirname, '..', '..');

/** The Dockerfile, as text and as its instructions. */
export const source = readFileSync(join(root, 'Dockerfile'), 'utf8');
export const instructions = DockerfileParser.parse(source).getInstructions();

/**
 * Runs a command of the image with /bin/sh, with the image's own folders in `folder`. It has to succeed.
 *
 * @returns what it printed
 */
export function shell(folder: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
	const moved = args.map((arg) => arg.replace(/(?<![\w./])\/(n8n-nodes-nex|tmp|opt|docker-entrypoint\.sh)\b/g, `${folder}/$1`));
	const { status, stdout, stderr } = spawnSync('/bin/sh', moved, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
	expect({ status, stderr: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, stderr: '' });
	return stdout;
}

/** What `docker build` sees, put into `folder`: .dockerignore leaves out everything but what it names. */
export function buildContext(folder: string): string {
	const [everythingElse, ...kept] = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
	expect(everythingElse).toBe('*');
	const context = join(folder, 'context');
	for (const name of kept) cpSync(join(root, name.replace(/^!/, '')), join(context, name.replace(/^!/, '')), { recursive: true });
	return context;
}
