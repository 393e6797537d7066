import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

let session: Session | undefined;

/** Begins to note where n8n's time goes. */
export async function beginProfile(): Promise<void> {
	session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: 500 });
	await session.post('Profiler.start');
}

/** Writes what was noted, as a .cpuprofile. Does nothing if nothing was begun. */
export async function endProfile(file: string): Promise<void> {
	const { profile } = (await session?.post('Profiler.stop')) ?? {};
	session?.disconnect();
	session = undefined;
	if (profile) writeFileSync(file, JSON.stringify(profile));
}
