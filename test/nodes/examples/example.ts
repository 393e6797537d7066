import type { IDataObject } from 'n8n-workflow';
import type { NexServer } from '../../nex-server';

/** One operation as a user would run it, and what must come of it. */
export interface Example {
	/** Readies the server, and gives the form's parameters without `operation`. Called anew for every run. */
	given(nex: NexServer): Given | Promise<Given>;
}

export interface Given {
	/** The form, filled so that it works. Expressions such as ={{ $json.id }} are allowed. */
	parameters: Record<string, unknown>;
	/** The input item the form is run with; an empty one unless given. */
	input?: IDataObject;
	/** The request that must be seen on the wire: exact method and path, at least these query values, exactly this body. */
	request: { method: string; path: string; query?: Record<string, string>; body?: unknown };
	/** What is read before that request, as a method and the pattern of a path. */
	reads?: { method: string; path: RegExp };
	/** What must come out: each item must at least have this. */
	items: IDataObject[];
}

/** A picker's value, as the editor stores it after typing an ID. */
export const picked = (value: string) => ({ __rl: true, mode: 'id', value });
