import { badRequest, notFound } from '../errors';
import type { Actor, Note } from '../types';
import { fieldChanges } from './field-changes';
import type { State } from './state';

export type NoteFields = Partial<Pick<Note, 'title' | 'content' | 'entity_id'>>;

/** Notes; a deleted one is archived: still there by its id, no longer listed (docs/api.md#notes). */
export class Notes {
	#byId = new Map<string, Note>();

	constructor(private readonly state: State) {}

	/** Those that are not archived, newest first. */
	all(): Note[] {
		return [...this.#byId.values()].filter((note) => note.archived_at === undefined).reverse();
	}

	/** @throws ApiError 404 */
	get(id: string): Note {
		const note = this.#byId.get(id);
		if (!note) throw notFound(`Note ${id}`);
		return note;
	}

	create(given: NoteFields & Pick<Note, 'title'>, actor: Actor = this.state.someone): Note {
		this.#checkRecord(given.entity_id);
		const note: Note = { id: this.state.ids.next(), content: '', ...given, created_by: actor.created_by, created_at: this.state.now() };
		this.#byId.set(note.id, note);
		this.#tell(note, 'created', actor);
		return note;
	}

	update(id: string, changes: NoteFields, actor: Actor = this.state.someone): Note {
		const note = this.get(id);
		this.#checkRecord(changes.entity_id);
		const before = { ...note };
		Object.assign(note, changes);
		this.#tell(note, 'updated', actor, { field_changes: fieldChanges<Note>(before, note, changes) });
		return note;
	}

	archive(id: string, actor: Actor = this.state.someone): void {
		const note = this.get(id);
		if (note.archived_at !== undefined) return;
		note.archived_at = this.state.now();
		this.#tell(note, 'archived', actor);
	}

	forgetRecord(id: string): void {
		for (const note of this.#byId.values()) if (note.entity_id === id) delete note.entity_id;
	}

	#checkRecord(id: string | undefined): void {
		if (id !== undefined && !this.state.records.store.get(id)) throw badRequest(`entity_id: there is no record ${id}`);
	}

	#tell(note: Note, event_type: string, actor: Actor, more: Record<string, unknown> = {}): void {
		const { id, title, content } = note;
		if (note.entity_id !== undefined)
			this.state.timelines.add(
				note.entity_id,
				{ resource_type: 'note', resource_id: id, event_type, event_payload: { note: { id, title, content }, ...more } },
				actor,
			);
	}
}
