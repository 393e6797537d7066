import type { Difference, Shape } from './shape';

/** The version of the form below. It grows with every change that an older reader does not understand. */
export const VERSION = 1;

export type Consequence = 'nothing to do' | 'the pack is wrong here';

/** How one operation was answered. */
type Outcome = 'as documented' | 'differently' | 'refused by scope' | 'failed' | 'not tried';

export interface OperationFinding {
	outcome: Outcome;
	/** HTTP status; 0 if nothing was answered. */
	status?: number;
	/** Why it was not tried, or what failed. */
	why?: string;
	/** Where the answer differs from the reference. */
	differences?: Difference[];
	/** The scopes that were missing. */
	scopes?: string[];
	shape?: Shape;
	/** The file of the pack that sends it. */
	file: string;
	consequence?: Consequence;
}

/** Which side of an open point holds; `open` says why that is not known. */
export interface PointFinding {
	question: string;
	side?: string;
	open?: string;
	shape?: Shape;
	/** The section of docs/api.md. */
	see: string;
	/** The files of the pack that depend on it. */
	files: string[];
	consequence?: Consequence;
}

/** What the stream of insights did. Times are whole seconds. */
export interface StreamFinding {
	/** Whether it was opened, and if not, why. */
	opened: boolean;
	why?: string;
	greeting: boolean;
	/** Names in the greeting, such as workspace_id. */
	greetingNames: string[];
	replay: { events: number; insights: number } | undefined;
	keepAliveSeconds?: number;
	/** Only with --minutes: how long it lived, or that it was still open at the end. */
	livedSeconds?: number | 'to the end';
	shape?: Shape;
}

export interface Report {
	report: 'n8n-nodes-nex probe';
	version: typeof VERSION;
	/** Version of the pack. */
	pack: string;
	/** Whether it was Nex's own address. */
	officialAddress: boolean;
	wrote: boolean;
	/** Why it ended before everything was tried. */
	ended?: string;
	operations: Record<string, OperationFinding>;
	points: Record<string, PointFinding>;
	stream: StreamFinding | { opened: false; why: string };
	/** 429s, how they said when to come again, and how many requests at once were taken without one. */
	limits: { tooManyRequests: number; retryAfter: string[]; requestsInFlight?: number };
}
