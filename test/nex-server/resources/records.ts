import { ApiError } from '../errors';
import { pathId, requiredObject, requiredText } from '../fields';
import { EMPTY, jsonText, operation } from '../operation';
import type { Call, Operation, Reply } from '../operation';
import type { NexRecord } from '../types';
import { pageJson, pageRequest, recordJson } from './record-pages';

const slugOf = (call: Call): string => call.params.slug ?? '';

const answer = (call: Call, record: NexRecord): Reply =>
	jsonText(recordJson(record, call.state.objects.get(record.type).attributes, call.state.shapes));

export const recordOperations: Operation[] = [
	operation('createRecord', 'POST /v1/objects/{slug}', 'record.write', (call) => {
		call.state.objects.get(slugOf(call));
		return answer(call, call.state.records.create(slugOf(call), requiredObject(call.body, 'attributes'), call.actor));
	}),
	operation('upsertRecord', 'PUT /v1/objects/{slug}', 'record.write', (call) => {
		call.state.objects.get(slugOf(call));
		return answer(
			call,
			call.state.records.upsert(
				slugOf(call),
				requiredText(call.body, 'matching_attribute'),
				requiredObject(call.body, 'attributes'),
				call.actor,
			),
		);
	}),
	operation('listRecords', 'POST /v1/objects/{slug}/records', 'record.read', (call) => {
		const { state } = call;
		const definition = state.objects.get(slugOf(call));
		const request = pageRequest(call.body, definition, call.state.shapes);
		const { store } = state.records;
		const make = (record: NexRecord) => recordJson(record, definition.attributes, state.shapes, request.slugs);
		const whole = !request.slugs && state.shapes.attributeValues === 'plain';
		return jsonText(
			pageJson(store.ofType(definition.slug, request.sort), request, whole ? (record) => store.json(record, make) : make, state),
		);
	}),
	operation('getRecord', 'GET /v1/records/{record_id}', 'record.read', (call) => {
		const id = pathId(call.params, 'record_id');
		const record = call.state.records.store.get(id);
		if (!record) throw new ApiError(call.state.shapes.unknownRecord, `Record ${id} not found`);
		return answer(call, record);
	}),
	operation('updateRecord', 'PATCH /v1/records/{record_id}', 'record.write', (call) => {
		const id = pathId(call.params, 'record_id');
		call.state.records.get(id);
		return answer(call, call.state.records.update(id, requiredObject(call.body, 'attributes'), call.actor));
	}),
	operation('deleteRecord', 'DELETE /v1/records/{record_id}', 'record.write', (call) => {
		call.state.records.delete(pathId(call.params, 'record_id'));
		return EMPTY;
	}),
];
