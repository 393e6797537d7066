/** An n8n ready to be started: its entry script, and the Node that runs it. */
export interface N8nRuntime {
	version: string;
	node: string;
	n8n: string;
}

/** An n8n of the given version in the cache folder, downloaded from the npm registry if it is not there yet. */
export function ensureN8n(version?: string): Promise<N8nRuntime>;
/** Whether n8n still has to be downloaded. */
export function isMissing(version?: string): boolean;
/** The folder with the packages of another n8n's engine, downloaded into the cache folder if it is not there yet. */
export function ensureEngine(version: string): Promise<string>;
