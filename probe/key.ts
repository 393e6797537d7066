import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * The API key: from the environment variable NEX_API_KEY, or typed without echo.
 *
 * @throws Error if there is neither the variable nor somebody to ask
 */
export async function readKey(): Promise<string> {
	const given = process.env.NEX_API_KEY?.trim();
	if (given) return given;
	if (!process.stdin.isTTY) throw new Error('There is no key: put it into the environment variable NEX_API_KEY.');
	process.stderr.write('API key of Nex (it is not shown): ');
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
	const typed = await new Promise<string>((resolve, reject) => {
		lines.question('', resolve);
		lines.once('close', () => reject(new Error('No key was given.')));
	}).finally(() => lines.close());
	process.stderr.write('\n');
	return typed.trim();
}
