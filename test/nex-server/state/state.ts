import { Ids } from '../ids';
import { defaultShapes } from '../shapes';
import type { Shapes } from '../shapes';
import type { Actor } from '../types';
import { Context } from './context';
import { Insights } from './insights';
import { Integrations } from './integrations';
import { Jobs } from './jobs';
import { Lists } from './lists';
import { Notes } from './notes';
import { Notifications } from './notifications';
import { Objects } from './objects';
import { Records } from './records';
import { Relationships } from './relationships';
import { Tasks } from './tasks';
import { Timelines } from './timelines';

/**
 * One workspace of Nex, in memory. Every part has methods that tests may call as if other people
 * worked in the workspace: `state.records.create('person', { name: 'Ida Holm' })`.
 */
export class State {
	readonly shapes: Shapes = defaultShapes();
	readonly ids = new Ids();
	/** Milliseconds that the server's clock is ahead of the machine's. */
	readonly clock = { offset: 0 };
	/** Who acts if no API key does. */
	readonly someone: Actor = { created_by: 'user', created_by_id: this.ids.next() };
	readonly workspace = {
		id: this.ids.next(),
		name: 'Birch Labs',
		slug: 'birch-labs',
		business_info: { name: 'Birch Labs', domain: 'birch.example', description: 'Measuring instruments for forestry' },
	};

	readonly jobs = new Jobs();
	readonly objects = new Objects(this);
	readonly records = new Records(this);
	readonly lists = new Lists(this);
	readonly relationships = new Relationships(this);
	readonly timelines = new Timelines(this);
	readonly tasks = new Tasks(this);
	readonly notes = new Notes(this);
	readonly insights = new Insights(this);
	readonly context = new Context(this);
	readonly integrations = new Integrations(this);
	readonly notifications = new Notifications(this);

	/**
	 * Names that texts mention and no record has, each near a record, with a confidence if an AI drew the line
	 * (docs/api.md#shapes, Graph).
	 */
	readonly ghosts: Array<{ id: string; name: string; near: string; label: string; confidence: number | null }> = [];

	/** What `now` answers instead while things are made apart from each other. */
	#stamp: (() => number) | undefined;

	/** The server's time in milliseconds. */
	time(): number {
		return Date.now() + this.clock.offset;
	}

	/** The server's time, RFC 3339. */
	now(): string {
		return new Date(this.#stamp?.() ?? this.time()).toISOString();
	}

	/** Has everything that `make` makes be of a time of its own, `step` milliseconds apart from `since` on, however fast it is made. */
	apart(since: number, step: number, make: () => void): void {
		let stamps = 0;
		this.#stamp = () => since + step * stamps++;
		make();
		this.#stamp = undefined;
	}
}
