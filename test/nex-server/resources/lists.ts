import { object, pathId, queryFields, requiredId, requiredObject } from '../fields';
import { EMPTY, jsonText, operation } from '../operation';
import type { Call, Operation, Reply } from '../operation';
import { sorted } from '../state/record-store';
import type { Attribute, Definition, List, ListEntry, NexRecord } from '../types';
import { definitionOnWire, newDefinition } from './definitions';
import { pageJson, pageRequest, recordJson } from './record-pages';

const listOf = (call: Call): List => call.state.lists.get(pathId(call.params, 'id'));

/** An entry as a record: an id and dates of its own, the record's attributes and the list's in one map. */
function entryRecord({ state }: Call, list: List, entry: ListEntry): NexRecord & { parent_id?: string } {
	const { definition } = list;
	const record =
		entry.parent_id === ''
			? { object_id: definition.id, type: definition.slug, workspace_id: state.workspace.id, attributes: {} }
			: state.records.get(entry.parent_id);
	return {
		...record,
		id: entry.id,
		...(state.shapes.entryParent && { parent_id: entry.parent_id }),
		created_at: entry.created_at,
		updated_at: entry.updated_at,
		attributes: { ...record.attributes, ...entry.attributes },
	};
}

/** The attributes of a list's entries: those of the object type and those of the list. */
function entryDefinition({ state }: Call, list: List): Definition {
	const attributes: Attribute[] = [...state.objects.get(list.objectSlug).attributes, ...list.definition.attributes];
	return { ...list.definition, attributes };
}

const answer = (call: Call, list: List, entry: ListEntry): Reply =>
	jsonText(recordJson(entryRecord(call, list, entry), entryDefinition(call, list).attributes, call.state.shapes));

export const listOperations: Operation[] = [
	operation('listObjectLists', 'GET /v1/objects/{slug}/lists', 'list.read', ({ state, params, query }) => {
		const { slug } = state.objects.get(params.slug ?? '');
		const { include_attributes } = queryFields(query, { include_attributes: 'boolean' });
		return { data: state.lists.ofObject(slug).map((list) => definitionOnWire(list.definition, state.shapes, include_attributes === true)) };
	}),
	operation('createList', 'POST /v1/objects/{slug}/lists', 'object.write', ({ state, params, body }) => {
		const { slug } = state.objects.get(params.slug ?? '');
		return definitionOnWire(state.lists.create(slug, newDefinition(body)).definition, state.shapes, true);
	}),
	operation('getList', 'GET /v1/lists/{id}', 'list.read', (call) => definitionOnWire(listOf(call).definition, call.state.shapes, true)),
	operation('deleteList', 'DELETE /v1/lists/{id}', 'object.write', (call) => {
		call.state.lists.delete(pathId(call.params, 'id'));
		return EMPTY;
	}),
	operation('addListMember', 'POST /v1/lists/{id}', 'list.member.write', (call) => {
		const list = listOf(call);
		const [id, attributes] = [list.definition.id, object(call.body, 'attributes')];
		const isOfNone = call.body.parent_id === undefined && call.state.shapes.memberWithoutRecord === 'taken';
		const entry = isOfNone
			? call.state.lists.addWithoutRecord(id, attributes, call.actor)
			: call.state.lists.add(id, requiredId(call.body, 'parent_id'), attributes, call.actor);
		return answer(call, list, entry);
	}),
	operation('upsertListMember', 'PUT /v1/lists/{id}', 'list.member.write', (call) => {
		const list = listOf(call);
		return answer(
			call,
			list,
			call.state.lists.upsert(list.definition.id, requiredId(call.body, 'parent_id'), object(call.body, 'attributes'), call.actor),
		);
	}),
	operation('getListRecords', 'POST /v1/lists/{id}/records', 'list.member.read', (call) => {
		const list = listOf(call);
		const definition = entryDefinition(call, list);
		const request = pageRequest(call.body, definition, call.state.shapes);
		const entries = [...list.entries.values()];
		const asRecord = (entry: ListEntry) => entryRecord(call, list, entry);
		const ordered = request.sort ? sorted(entries, asRecord, request.sort.attribute, request.sort.direction) : entries;
		return jsonText(
			pageJson(
				ordered,
				request,
				(entry) => recordJson(asRecord(entry), definition.attributes, call.state.shapes, request.slugs),
				call.state,
				call.state.shapes.memberPaging,
			),
		);
	}),
	operation('updateListRecord', 'PATCH /v1/lists/{id}/records/{record_id}', 'list.member.write', (call) => {
		const list = listOf(call);
		return answer(
			call,
			list,
			call.state.lists.update(list.definition.id, pathId(call.params, 'record_id'), requiredObject(call.body, 'attributes'), call.actor),
		);
	}),
	// Sources differ on whether this takes list.member.write or record.write (docs/api.md#remove-member-scope).
	operation('removeRecordFromList', 'DELETE /v1/lists/{id}/records/{record_id}', ['record.write', 'list.member.write'], (call) => {
		const list = listOf(call);
		call.state.lists.remove(list.definition.id, pathId(call.params, 'record_id'), call.actor);
		return EMPTY;
	}),
];
