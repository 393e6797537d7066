/** What the listening process is to run. */
export interface Setup {
	/** `idle` is a trigger that does nothing: what n8n itself needs for one. */
	kind: 'nex' | 'sse' | 'bare' | 'idle';
	/** The file of the node type. */
	file: string;
	/** The stream's address, for what is given a URL. */
	url: string;
	credential: { apiKey: string; baseUrl: string };
	triggers: number;
	/** Whether parses are counted, which costs a little. */
	counts?: boolean;
	parameters: Record<string, unknown>;
}

/** What the listening process is told. */
export type Order =
	| { setup: Setup }
	| { expect: number }
	| { heap: true }
	| { tick: true }
	| { beginProfile: true }
	| { endProfile: string }
	| { stop: true };

/** What came of a number of events. */
export interface Outcome {
	/** Seconds from the first byte to the last emit. */
	seconds: number;
	/** Seconds of the processor in that time. */
	cpu: number;
	/** Milliseconds from a byte's arrival at the socket to the emit of its event. */
	p50: number;
	p99: number;
	/** Times that an event was parsed, if they are counted. */
	parsed: number;
}

/** What the listening process says. */
export type Word = { ready: true } | { outcome: Outcome } | { heapKb: number };
