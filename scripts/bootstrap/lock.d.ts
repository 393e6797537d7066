/** Tries once to take the lock at `folder`, which a dead holder loses; gives its release, or undefined if a living process holds it. */
export function tryLock(folder: string): (() => void) | undefined;
/** Runs `work` while no other process of this machine runs anything under the same lock. */
export function withLock<T>(folder: string, work: () => T | Promise<T>, onWait?: (pid: number | undefined) => void): Promise<T>;
