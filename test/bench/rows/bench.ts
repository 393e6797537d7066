import type { Section } from '../measure/report';
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
	say: (line: string) => void;
}

/** One part of the bench. */
export type Part = (bench: Bench) => Promise<Section[]>;
