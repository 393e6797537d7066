import { NexRelationship } from '../../nodes/NexRelationship/NexRelationship.node';
import type { NexServer } from '../nex-server';
import { SCOPES, startNexServer } from '../nex-server';
import { editorContext } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
let worksAt: string;
beforeEach(async () => {
	nex = await startNexServer();
	const [person, company] = [nex.state.objects.get('person').id, nex.state.objects.get('company').id];
	worksAt = nex.state.relationships.define({
		type: 'many_to_many',
		entity_definition_1_id: person,
		entity_definition_2_id: company,
		entity_1_to_2_predicate: 'works at',
	}).id;
	nex.state.relationships.define({ type: 'one_to_one', entity_definition_1_id: company, entity_definition_2_id: company });
	nex.state.records.create('person', { name: 'Ada Pine' });
	nex.state.records.create('company', { name: 'Pine Timber' });
});
afterEach(async () => await nex.close());

const { listSearch } = new NexRelationship().methods;
const context = (parameters: Record<string, object | string> = {}, credential = nex.credential) =>
	editorContext(new NexRelationship(), { operation: 'create', ...parameters }, credential);
const without = (...scopes: string[]) => ({ ...nex.credential, apiKey: nex.addKey(SCOPES.filter((one) => !scopes.includes(one))) });
const names = ({ results }: { results: Array<{ name: string }> }) => results.map(({ name }) => name);

describe('Pickers', () => {
	test('kinds of relationship read like sentences, and are searched', async () => {
		expect(names(await listSearch.searchRelationshipDefinitions.call(context()))).toEqual([
			'Person works at Company (many to many)',
			'Company and Company (one to one)',
		]);
		expect((await listSearch.searchRelationshipDefinitions.call(context(), 'WORKS')).results).toEqual([
			{ name: 'Person works at Company (many to many)', value: worksAt },
		]);
	});

	test('kinds of relationship are listed without the names of object types if the key may not read those', async () => {
		expect(names(await listSearch.searchRelationshipDefinitions.call(context({}, without('object.read'))))).toContain(
			'Record works at Record (many to many)',
		);
	});

	test('each record is chosen among those that can stand on its side', async () => {
		const form = { definitionId: picked(worksAt) };
		expect(names(await listSearch.searchFirstRecords.call(context(form)))).toEqual(['Ada Pine']);
		expect(names(await listSearch.searchSecondRecords.call(context(form)))).toEqual(['Pine Timber']);
		expect(names(await listSearch.searchFirstRecords.call(context(form), 'pine'))).toEqual(['Ada Pine']);
		expect(names(await listSearch.searchSecondRecords.call(context(form), 'pine'))).toEqual(['Pine Timber']);
	});

	test('a key that may not read kinds of relationship can still search all records', async () => {
		const found = await listSearch.searchFirstRecords.call(
			context({ definitionId: picked(worksAt) }, without('relationship.read', 'object.read')),
			'pine',
		);
		expect(names(found).sort()).toEqual(['Ada Pine (person)', 'Pine Timber (company)']);
	});

	test('object types give their ID, because relationships do not know slugs', async () => {
		expect((await listSearch.searchObjectTypeIds.call(context(), 'comp')).results).toEqual([
			{ name: 'Company', value: nex.state.objects.get('company').id },
		]);
	});

	test('a key that may not list is told which scope it lacks', async () => {
		await expect(listSearch.searchRelationshipDefinitions.call(context({}, without('relationship.read')))).rejects.toThrow(
			'"relationship.read"',
		);
		await expect(listSearch.searchFirstRecords.call(context({ definitionId: picked(worksAt) }, without('record.read')))).rejects.toThrow(
			'"record.read"',
		);
	});
});
