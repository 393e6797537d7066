import { join, resolve } from 'node:path';
import { packRepository } from '../n8n/pack';
import { Host } from '../../test/e2e/support/host';
import { takePictures } from './docs';
import { takeForms } from './forms';
import { takeLooks } from './looks';

const root = resolve(__dirname, '..', '..');
const cache = join(root, '.cache', 'pictures');

/**
 * `npm run pictures [name]`: those of the README and docs into docs/pictures, from the real editor.
 * `npm run pictures -- forms [node]`: the form of every operation into .cache/pictures, to be looked at.
 * `npm run pictures -- looks [name]`: pickers, results, errors and all else that people see, there too.
 */
async function main([what, only]: string[]): Promise<void> {
	process.env.NEX_TARBALL = await packRepository(cache);
	const host = await Host.start();
	try {
		if (what === 'forms') await takeForms(host, cache, only);
		else if (what === 'looks') await takeLooks(host, cache, only);
		else await takePictures(host, join(root, 'docs', 'pictures'), what);
	} finally {
		await host.stop();
	}
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
