/** The environment without what npm adds for the script it runs. */
export function cleanEnv(env?: NodeJS.ProcessEnv): Record<string, string>;
/** Runs a command to its end and gives its stdout; throws with what it said if it fails. */
export function run(
	command: string,
	args: string[],
	options?: { cwd?: string; env?: NodeJS.ProcessEnv; onLine?: (line: string) => void },
): Promise<string>;
/** Runs a command in this terminal and hands signals on to it; gives its exit code. */
export function runHere(command: string, args: string[], options?: { cwd?: string; env?: NodeJS.ProcessEnv }): Promise<number>;
