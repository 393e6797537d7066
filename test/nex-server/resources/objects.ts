import { filledText, oneOf, queryFields, text } from '../fields';
import { EMPTY, operation } from '../operation';
import type { Call, Operation } from '../operation';
import { OBJECT_TYPES } from '../types';
import { attributeChanges, attributeOnWire, definitionOnWire, given, newAttribute, newDefinition } from './definitions';

const slugOf = (call: Call): string => call.params.slug ?? '';

export const objectOperations: Operation[] = [
	operation('listObjects', 'GET /v1/objects', 'object.read', ({ state, query }) => {
		const { include_attributes } = queryFields(query, { include_attributes: 'boolean' });
		return { data: state.objects.all().map((one) => definitionOnWire(one, state.shapes, include_attributes === true)) };
	}),
	operation('createObjectDefinition', 'POST /v1/objects', 'object.write', ({ state, body }) => {
		const definition = state.objects.create({ ...newDefinition(body), type: oneOf(body, 'type', OBJECT_TYPES) });
		return definitionOnWire(definition, state.shapes, true);
	}),
	operation('getObjectDefinition', 'GET /v1/objects/{slug}', 'object.read', (call) =>
		definitionOnWire(call.state.objects.get(slugOf(call)), call.state.shapes, true),
	),
	operation('updateObjectDefinition', 'PATCH /v1/objects/{slug}', 'object.write', (call) => {
		call.state.objects.get(slugOf(call));
		const changes = given({
			name: filledText(call.body, 'name'),
			name_plural: text(call.body, 'name_plural'),
			description: text(call.body, 'description'),
		});
		return definitionOnWire(call.state.objects.update(slugOf(call), changes), call.state.shapes, true);
	}),
	operation('deleteObjectDefinition', 'DELETE /v1/objects/{slug}', 'object.write', (call) => {
		call.state.objects.delete(slugOf(call));
		return EMPTY;
	}),
	operation('createAttributeDefinition', 'POST /v1/objects/{slug}/attributes', 'object.write', (call) => {
		call.state.objects.withAttributes(slugOf(call));
		return attributeOnWire(call.state.objects.createAttribute(slugOf(call), newAttribute(call.body, call.state.shapes)), call.state.shapes);
	}),
	operation('updateAttributeDefinition', 'PATCH /v1/objects/{slug}/attributes/{attr_id}', 'object.write', (call) => {
		const id = call.params.attr_id ?? '';
		call.state.objects.attribute(slugOf(call), id);
		return attributeOnWire(call.state.objects.updateAttribute(slugOf(call), id, attributeChanges(call.body)), call.state.shapes);
	}),
	operation('deleteAttributeDefinition', 'DELETE /v1/objects/{slug}/attributes/{attr_id}', 'object.write', (call) => {
		call.state.objects.deleteAttribute(slugOf(call), call.params.attr_id ?? '');
		return EMPTY;
	}),
];
