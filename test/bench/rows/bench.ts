import type { Section } from '../measure/report';
import type { Contender } from '../n8n/contender';
import type { Setting } from '../n8n/host';

/** What every part of the bench is given. */
export interface Bench extends Setting {
	/** Fewer runs and smaller sizes, to try the bench itself. */
	quick: boolean;
	/** Runs that count. */
	runs: number;
	/** A folder for files of this run. */
	folder: string;
	/** The built pack, apart from the repository's own, which may be built anew meanwhile. */
	pack: string;
	/** Whether a row is asked for: all of a part's are, unless some are named. */
	wants: (row: string) => boolean;
	/** Other builds of the pack to measure beside this one. */
	others: Contender[];
}

/** One part of the bench. */
export type Part = (bench: Bench) => Promise<Section[]>;
