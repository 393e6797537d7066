import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Lets the bench have n8n clean up between two measurements: SIGUSR2 collects all garbage. */
export function collectOnSignal(): void {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	process.on('SIGUSR2', () => {
		for (let i = 0; i < 4; i++) collect();
	});
}
