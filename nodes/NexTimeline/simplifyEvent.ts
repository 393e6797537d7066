import type { IDataObject } from 'n8n-workflow';
import { plainValue } from '../shared/attributes/plain';
import { isObject, objectsIn } from '../shared/isObject';

/**
 * What the event is about: in the payload, under the name of its kind, or by itself if the kind is a new one
 * (docs/api.md#timeline-relationships, docs/api.md#timeline-events).
 */
function subject(kind: unknown, payload: IDataObject): IDataObject | undefined {
	const named = payload[String(kind)];
	const others = Object.entries(payload).filter(([key]) => key !== 'field_changes');
	const found = named ?? (others.length === 1 ? others[0]?.[1] : undefined);
	if (!isObject(found)) return undefined;
	return isObject(found.attributes)
		? { ...found, attributes: Object.fromEntries(Object.entries(found.attributes).map(([slug, value]) => [slug, plainValue(value)])) }
		: found;
}

/**
 * An event of a timeline without the nesting that says the same twice: what happened, when, by whom,
 * what it is about as `resource`, and what changed as `changes`. An aggregated event keeps its
 * `children`, each made simple too.
 */
export function simplifyEvent(event: IDataObject): IDataObject {
	const { id, event_type, resource_type, resource_id, event_timestamp, created_by, created_by_id, event_payload, children } = event;
	const payload = isObject(event_payload) ? event_payload : {};
	const changes = objectsIn(payload.field_changes).map(({ field_name: field, old_value: from, new_value: to }) => ({
		field,
		from: plainValue(from),
		to: plainValue(to),
	}));
	const grouped = objectsIn(children).map(simplifyEvent);
	return {
		id,
		event_type,
		resource_type,
		resource_id,
		event_timestamp,
		created_by,
		created_by_id,
		resource: subject(resource_type, payload) ?? {},
		changes,
		...(grouped.length > 0 && { children: grouped }),
	};
}
