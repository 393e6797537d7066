import { addDemoData, demoInsight } from '../../nex-server/demo';
import { stringify } from '../../nex-server/json';
import { batch } from '../../nex-server/state/insight-store';
import { State } from '../../nex-server/state/state';
import { defaultShapes } from '../../nex-server/shapes';
import { addStarterTypes } from '../../nex-server/starter-types';
import { eventText } from '../../nex-server/stream';
import type { Insight } from '../../nex-server';

/** Bytes that are handed to the socket at once, at full speed. */
const WRITE = 64 * 1024;

/** Events in the framing that a client reads: with Nex's event names, or without, as the SSE Trigger wants them. */
export type Framing = 'named' | 'unnamed';

/** Makes the smallest events that are still insights, so that what is not parsing shows. */
export function smallEventMaker(framing: Framing): () => Buffer {
	let made = 0;
	return () => {
		const json =
			`{"insights":[{"id":"${++made}","type":"fact","content":"Short",` +
			`"created_at":"${new Date(Date.now()).toISOString()}","confidence":0.9}]}`;
		return Buffer.from(framing === 'named' ? eventText('insight.batch.created', json) : `data: ${json}\n\n`);
	};
}

/** Makes events that no client has seen before, each with one insight, as the embedded Nex sends them. */
export function eventMaker(framing: Framing): (changes?: Partial<Insight>) => Buffer {
	const state = new State();
	addStarterTypes(state);
	addDemoData(state);
	const { name, slug, business_info } = state.workspace;
	const workspace = { name, slug, business_info };
	return (changes = {}) => {
		const insights = state.insights.add([{ ...demoInsight(state), ...changes }], { emit: false });
		const json = stringify(batch(insights, defaultShapes(), workspace, state.ids.next(), state.now()));
		return Buffer.from(framing === 'named' ? eventText('insight.batch.created', json) : `data: ${json}\n\n`);
	};
}

/** Bytes of an event as a server sends them that writes each by itself: a chunk of its own (RFC 9112, 7.1). */
const framed = (event: Buffer): Buffer => Buffer.concat([Buffer.from(`${event.length.toString(16)}\r\n`), event, Buffer.from('\r\n')]);

/** So many events, each ready to be written. */
export const eventsOf = (make: () => Buffer, count: number): Buffer[] => Array.from({ length: count }, () => framed(make()));

/** Events side by side in few writes, so that the sender is never what is measured. */
export function joined(events: readonly Buffer[]): Buffer[] {
	const writes: Buffer[] = [];
	let from = 0;
	let size = 0;
	events.forEach((event, index) => {
		size += event.length;
		if (size < WRITE && index < events.length - 1) return;
		writes.push(Buffer.concat(events.slice(from, index + 1)));
		[from, size] = [index + 1, 0];
	});
	return writes;
}
