import type { Pressure } from '../../../../nodes/shared/transport/pressure';
import { backOff, RETRY_BUDGET } from '../../../../nodes/shared/transport/retry';
import type { Decision, Server } from './servers';
import type { VirtualTime } from './time';

/** Sends one request as the request function does: what is refused waits and comes again, within the time there is. */
async function send(time: VirtualTime, pressure: Pressure, server: Server, random: () => number, kind: string): Promise<boolean> {
	let waited = 0;
	for (let tries = 0; ; tries++) {
		const permit = await pressure.acquire({ kind, again: tries > 0 });
		const decision = await new Promise<Decision>((resolve) => server.send(resolve));
		permit.release(decision.refused ? 'refused' : 'good', decision.asked);
		if (!decision.refused) return true;
		const pause = decision.asked ?? backOff(tries, random);
		if (waited + pause > RETRY_BUDGET) return false;
		waited += pause;
		await time.wait(pause);
	}
}

/** Sends `count` requests at once. Gives how many failed. */
export async function sendMany(
	time: VirtualTime,
	pressure: Pressure,
	server: Server,
	count: number,
	random: () => number,
	kindOf: (index: number) => string = () => 'GET /v1/records',
): Promise<number> {
	const sent = await Promise.all(Array.from({ length: count }, (_, index) => send(time, pressure, server, random, kindOf(index))));
	return sent.filter((good) => !good).length;
}
