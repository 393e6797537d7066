import type { IDataObject } from 'n8n-workflow';
import type { Identity } from '../identity';

/** An event on its way into a workflow. */
export interface Delivered {
	identity: Identity;
	/** What the workflow gets. */
	json: IDataObject;
	/** Whom or what it is about: events of one subject are delivered one after the other. */
	subject?: string;
}

/** What is to go into one execution. */
export interface Batch {
	events: Delivered[];
	/** What it stands for; more than its events if some of an interrupted execution are gone. */
	identities: Identity[];
	/** Its text in the stored state, if the process before this one had begun it. */
	stored?: string;
}

/** The oldest time among identities, in milliseconds since 1970; Infinity if none has one. */
export function oldestOf(identities: Identity[]): number {
	let oldest = Infinity;
	for (const { time = Infinity } of identities) oldest = Math.min(oldest, time);
	return oldest;
}
