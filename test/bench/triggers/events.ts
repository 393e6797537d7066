import { addDemoData, demoInsight } from '../../nex-server/demo';
import { stringify } from '../../nex-server/json';
import { batch } from '../../nex-server/state/insight-store';
import { State } from '../../nex-server/state/state';
import { defaultShapes } from '../../nex-server/shapes';
import { addStarterTypes } from '../../nex-server/starter-types';
import { eventText } from '../../nex-server/stream';
import type { Insight } from '../../nex-server';

/** Bytes that are handed to the socket at once, at full speed. */
const CHUNK = 64 * 1024;

/** Events in the framing that a client reads: with Nex's event names, or without, as the SSE Trigger wants them. */
export type Framing = 'named' | 'unnamed';

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

/** Events joined to chunks, so that the sender is never what is measured. */
export function chunksOf(make: () => Buffer, count: number): Buffer[] {
	const chunks: Buffer[] = [];
	let pending: Buffer[] = [];
	let size = 0;
	for (let i = 0; i < count; i++) {
		const event = make();
		pending.push(event);
		size += event.length;
		if (size >= CHUNK || i === count - 1) {
			chunks.push(Buffer.concat(pending));
			pending = [];
			size = 0;
		}
	}
	return chunks;
}
