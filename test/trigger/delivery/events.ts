import type { Delivered } from '../../../nodes/NexTrigger/delivery';
import { identityOf, short } from '../../../nodes/NexTrigger/identity';

/** An event about somebody at a time, in milliseconds since 1970. */
export const event = (name: string, time: number | undefined, subject?: string): Delivered => ({
	identity: identityOf(short(name), short(name), time),
	json: { name },
	...(subject !== undefined && { subject }),
});

export const namesOf = (events: readonly Delivered[]) => events.map(({ json }) => String(json.name));
