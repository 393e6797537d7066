/** What an event tells of an update: each field that was given, with its values before and after. */
export function fieldChanges<Kind extends object>(before: Kind, after: Kind, changes: Partial<Kind>) {
	return (Object.keys(changes) as (keyof Kind)[]).map((name) => ({
		field_name: name,
		old_value: before[name] ?? null,
		new_value: after[name] ?? null,
	}));
}
