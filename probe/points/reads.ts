import { asObject, isObject, objectsIn } from '../../nodes/shared/isObject';
import { shapeOf } from '../shape';
import type { Point } from './point';
import { allFine, byAnswer, FINE, namesIn, objectsDeep, rowsIn, WRONG } from './point';

/** Whether a value of an attribute is an array of objects that carry a type and a value named after it. */
const isWrapped = (value: unknown): boolean => {
	const [first] = objectsIn(value);
	return first !== undefined && typeof first.type === 'string' && first.type in first;
};

/** Points that the first answer to an operation settles by itself. */
export const readPoints: readonly Point[] = [
	{
		id: 'search-results',
		question: 'Whether search results are a map by object type or a list',
		see: 'search',
		files: ['nodes/shared/answers/hits.ts'],
		sides: allFine('a map', 'a list'),
		...byAnswer('searchRecords', (body) => {
			const results = asObject(body).results ?? body;
			return { side: Array.isArray(results) ? 'a list' : isObject(results) ? 'a map' : 'something else', shape: shapeOf(body) };
		}),
	},
	{
		id: 'multi-value-name',
		question: 'How the flag of an attribute with several values is spelled',
		see: 'multi-value',
		files: ['nodes/shared/attributes/definition.ts', 'nodes/NexObject/operations/createAttribute.ts'],
		sides: { is_multi_value: FINE, is_multivalue: WRONG, both: FINE },
		...byAnswer('listObjects', (body, { answers }) => {
			const names = namesIn([...objectsDeep(body), ...objectsDeep(answers.get('getObjectDefinition')?.body)]);
			const found = ['is_multi_value', 'is_multivalue'].filter((name) => names.has(name));
			if (found.length === 0) return { open: 'no attribute says whether it takes several values' };
			return { side: found.length > 1 ? 'both' : (found[0] ?? '') };
		}),
	},
	{
		id: 'deal-type',
		question: 'Whether there are object types of the type deal',
		see: 'objects',
		files: ['nodes/shared/methods/objects.ts'],
		sides: allFine('seen'),
		...byAnswer('listObjects', (body) =>
			rowsIn(body).some(({ type }) => type === 'deal') ? { side: 'seen' } : { open: 'this workspace has none' },
		),
	},
	{
		id: 'attribute-values',
		question: 'Whether values of attributes are plain or wrapped in objects with a type',
		see: 'attribute-values',
		files: ['nodes/shared/attributes/plain.ts', 'nodes/shared/attributes/writeMode.ts'],
		sides: allFine('plain', 'wrapped'),
		...byAnswer('listRecords', (body) => {
			const values = rowsIn(body).flatMap(({ attributes }) => Object.values(asObject(attributes)));
			if (values.length === 0) return { open: 'no record with an attribute was found' };
			return { side: values.some(isWrapped) ? 'wrapped' : 'plain', shape: shapeOf(values) };
		}),
	},
	{
		id: 'id-form',
		question: 'Whether IDs of records are text or numbers, and how long',
		see: 'ids',
		files: ['nodes/shared/transport/json.ts', 'nodes/shared/values/id.ts'],
		sides: allFine('up to 15 digits', '16 to 19 digits', 'more than 19 digits', 'letters too'),
		...byAnswer('listRecords', (body) => {
			const ids = rowsIn(body).flatMap(({ id }) => (typeof id === 'string' || typeof id === 'number' ? String(id) : []));
			if (ids.length === 0) return { open: 'no record was found' };
			if (ids.some((id) => !/^\d+$/.test(id))) return { side: 'letters too' };
			const longest = Math.max(...ids.map(({ length }) => length));
			return { side: longest < 16 ? 'up to 15 digits' : longest < 20 ? '16 to 19 digits' : 'more than 19 digits' };
		}),
	},
	{
		id: 'whatsapp',
		question: 'Whether WhatsApp is among the integrations',
		see: 'whatsapp',
		files: ['nodes/NexIntegration/integrations.ts'],
		sides: allFine('listed', 'not listed'),
		...byAnswer('listIntegrations', (body) => ({
			side: rowsIn(body).some(({ provider }) => provider === 'whatsapp') ? 'listed' : 'not listed',
		})),
	},
	{
		id: 'ask-extras',
		question: 'Whether an answer to a question has a session_id',
		see: 'shapes',
		files: ['nodes/NexContext/operations/ask.ts', 'nodes/NexMemory/recall.ts'],
		sides: allFine('session_id', 'none'),
		...byAnswer('queryContext', (body) => ({ side: 'session_id' in asObject(body) ? 'session_id' : 'none', shape: shapeOf(body) })),
	},
	{
		id: 'ask-references',
		question: 'Whether an answer to a question has entity_references',
		see: 'shapes',
		files: ['nodes/NexContext/compactAnswer.ts'],
		sides: allFine('entity_references', 'none'),
		...byAnswer('queryContext', (body) => ({ side: 'entity_references' in asObject(body) ? 'entity_references' : 'none' })),
	},
	{
		id: 'ask-types',
		question: 'How an answer names the type of a record',
		see: 'shapes',
		files: ['nodes/NexContext/operations/ask.ts'],
		sides: allFine('capitals', 'small letters', 'a code'),
		...byAnswer('queryContext', (body) => {
			const types = objectsIn(asObject(body).entities_considered).map(({ type }) => type);
			if (types.length === 0) return { open: 'the answer named no record' };
			if (types.some((type) => /^\d+$/.test(String(type)))) return { side: 'a code' };
			return { side: types.every((type) => String(type) === String(type).toUpperCase()) ? 'capitals' : 'small letters' };
		}),
	},
];
