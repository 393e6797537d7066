/** What goes wrong with an exchange. */
export type Misbehaviour =
	/** Another answer; the operation is not carried out. */
	| { status: number; headers?: Record<string, string>; body?: unknown }
	/** The connection is reset before anything is answered or done. */
	| 'reset'
	/** The operation is carried out, and its answer lost. */
	| 'reset after handling'
	/** Nothing is answered, and the connection stays open. */
	| 'hang'
	/** Half the answer, then the connection is reset. */
	| 'truncate'
	/** An HTML page with status 200, as a proxy in the way would give. */
	| 'html'
	| { redirect: string; status?: number }
	/** The right answer, so many milliseconds late. */
	| { delay: number };

export interface Fault {
	/** Only this operationId. */
	operation?: string;
	method?: string;
	/** Tried on the path without the base URL's. */
	path?: RegExp;
	/** How many requests it hits, default 1. */
	times?: number;
	/** How many matching requests pass before it starts, default 0. */
	skip?: number;
	do: Misbehaviour;
}

interface Planned extends Fault {
	left: number;
	passing: number;
}

/** The faults still to come. The first planned one that fits a request hits it. */
export class Faults {
	#planned: Planned[] = [];

	add(fault: Fault): void {
		this.#planned.push({ ...fault, left: fault.times ?? 1, passing: fault.skip ?? 0 });
	}

	clear(): void {
		this.#planned = [];
	}

	/** The misbehaviour that this request gets, if any. */
	take(operation: string | undefined, method: string, path: string): Misbehaviour | undefined {
		for (const fault of this.#planned) {
			if (fault.operation !== undefined && fault.operation !== operation) continue;
			if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
			if (fault.path !== undefined && path.search(fault.path) < 0) continue;
			if (fault.passing > 0) {
				fault.passing--;
				continue;
			}
			if (--fault.left <= 0) this.#planned = this.#planned.filter((one) => one !== fault);
			return fault.do;
		}
		return undefined;
	}
}
