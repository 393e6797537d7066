const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const isAlive = (pid) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
};

const holderOf = (folder) => {
	try {
		return Number(readFileSync(join(folder, 'pid'), 'utf8'));
	} catch {
		return undefined;
	}
};

/** Removes a dead holder's lock. Renamed first, so that of two who find it dead only one removes it. */
const discard = (folder) => {
	const aside = `${folder}.${process.pid}`;
	try {
		renameSync(folder, aside);
		rmSync(aside, { recursive: true, force: true });
	} catch (error) {
		if (error.code !== 'ENOENT') throw error;
	}
};

/**
 * Tries once to take the lock at `folder`. A lock whose holder has died is taken over.
 * @param {string} folder
 * @returns {(() => void) | undefined} the release, or undefined if another living process holds it
 */
function tryLock(folder) {
	mkdirSync(dirname(folder), { recursive: true });
	for (let attempt = 0; attempt < 2; attempt++) {
		try {
			mkdirSync(folder);
			writeFileSync(join(folder, 'pid'), String(process.pid));
			return () => rmSync(folder, { recursive: true, force: true });
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		const holder = holderOf(folder);
		if (holder === undefined || isAlive(holder)) return undefined;
		discard(folder);
	}
	return undefined;
}

/**
 * Runs `work` while no other process of this machine runs anything under the same lock.
 * @template T
 * @param {string} folder
 * @param {() => T | Promise<T>} work
 * @param {(pid: number | undefined) => void} [onWait] told once when there is somebody to wait for
 * @returns {Promise<T>}
 */
async function withLock(folder, work, onWait) {
	let release = tryLock(folder);
	let orphaned = 0;
	if (!release) onWait?.(holderOf(folder));
	while (!release) {
		await new Promise((resolve) => setTimeout(resolve, 500));
		// A lock folder that stays without a pid was left by a process killed in between.
		orphaned = holderOf(folder) === undefined ? orphaned + 1 : 0;
		if (orphaned > 10) discard(folder);
		release = tryLock(folder);
	}
	try {
		return await work();
	} finally {
		release();
	}
}

module.exports = { tryLock, withLock };
