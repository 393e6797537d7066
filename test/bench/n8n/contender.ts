import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { run } from '../../../scripts/bootstrap/child';
import { packRepository } from '../../../scripts/n8n/pack';

const repository = resolve(__dirname, '..', '..', '..');

/** Another build of the pack, such as an older one. */
export interface Contender {
	/** Which one, as it was asked for. */
	of: string;
	tarball: string;
	/** The same, unpacked. */
	pack: string;
}

/** Builds the pack as it was at a commit, in a worktree that is gone afterwards, with the packages of this repository. */
async function packOf(commit: string, folder: string): Promise<string> {
	const tree = join(folder, 'tree');
	await run('git', ['worktree', 'add', '--detach', '--force', tree, commit], { cwd: repository });
	try {
		symlinkSync(join(repository, 'node_modules'), join(tree, 'node_modules'));
		await run(process.execPath, [join(repository, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'build'], { cwd: tree });
		return await packRepository(folder, tree);
	} finally {
		await run('git', ['worktree', 'remove', '--force', tree], { cwd: repository });
	}
}

/**
 * A contender by what was given for it: the path of a tarball, or a commit, branch or tag of this repository.
 * @param folder for what is built
 */
export async function contenderOf(given: string, folder: string): Promise<Contender> {
	const own = join(folder, `contender-${basename(given).replace(/\W/g, '-')}`);
	const tarball = existsSync(given) ? resolve(given) : await packOf(given, own);
	const pack = join(own, 'pack');
	mkdirSync(pack, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', pack, '--strip-components=1']);
	return { of: existsSync(given) ? basename(given) : given, tarball, pack };
}
