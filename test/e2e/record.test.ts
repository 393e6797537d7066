import { failureOf } from '../../scripts/n8n/client';
import type { NexRecord } from '../nex-server';
import { byId, fromList, Host } from './support/host';

let host: Host;

beforeAll(async () => {
	host = await Host.start();
});

afterAll(() => host?.stop());

const stored = (id: unknown): NexRecord | undefined => host.nex.state.records.store.get(String(id));

const form = (value: Record<string, string | number>) => ({
	mappingMode: 'defineBelow',
	value,
	matchingColumns: [],
	schema: Object.keys(value).map((id) => ({
		id,
		displayName: id,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: 'string',
	})),
	attemptToConvertTypes: false,
	convertFieldsToString: false,
});

const company = (name: string, domain: string) => host.nex.state.records.create('company', { name, domains: [domain] });

describe('Nex Record, installed from the packed tarball', () => {
	it('is there with its operations, under the name of a community node', async () => {
		const types = (await (
			await fetch(`${host.n8n.url}/types/nodes.json`, {
				headers: { cookie: `${host.client.session.name}=${host.client.session.value}`, 'browser-id': 'n8n-nodes-nex' },
			})
		).json()) as Array<{ name: string }>;
		expect(types.map(({ name }) => name)).toContain('n8n-nodes-nex.nexRecord');
	});

	it('has a credential whose test passes with a good key, and says what is wrong with a bad one', async () => {
		const test = (data: object) =>
			host.client.request<{ status: string; message: string }>('POST', '/credentials/test', {
				credentials: { ...host.nexApi, type: 'nexApi', data },
			});
		expect(await test(host.nex.credential)).toMatchObject({ status: 'OK' });
		expect(await test({ ...host.nex.credential, apiKey: 'sk-wrong' })).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/key/i),
		});
	});

	it('creates a record from the attribute form', async () => {
		const [item] = await host.items({
			operation: 'create',
			objectType: fromList('person'),
			attributesMode: 'form',
			attributes: form({ name: 'Ada Birch', 'email_addresses[]': 'ada@birch.example' }),
		});
		expect(item).toMatchObject({ id: expect.any(String), type: 'person' });
		expect(stored(item?.id)?.attributes).toMatchObject({ email_addresses: ['ada@birch.example'] });
	});

	it('creates a record, and then updates it, by the attribute that tells whether it exists', async () => {
		const upsert = (name: string) =>
			host.items({
				operation: 'createOrUpdate',
				objectType: fromList('company'),
				matchingAttribute: fromList('domains'),
				attributesMode: 'json',
				attributesJson: JSON.stringify({ name, domains: ['elm.example'] }),
			});
		const [created] = await upsert('Elm');
		const [updated] = await upsert('Elm Paper');
		expect(updated?.id).toBe(created?.id);
		expect(stored(created?.id)?.attributes).toMatchObject({ name: 'Elm Paper' });
	});

	it('gets one record', async () => {
		const { id } = company('Spruce', 'spruce.example');
		expect(await host.items({ operation: 'get', recordId: byId(id), simplify: true })).toEqual([
			expect.objectContaining({ id, name: 'Spruce' }),
		]);
	});

	it('gets as many records as Limit says, and all of them with Return All', async () => {
		expect(await host.items({ operation: 'getMany', objectType: fromList('person'), limit: 7 })).toHaveLength(7);
		const all = await host.items({ operation: 'getMany', objectType: fromList('person'), returnAll: true });
		expect(new Set(all.map(({ id }) => id)).size).toBe(host.nex.state.records.store.ofType('person').length);
	});

	it('updates only the attributes that are given', async () => {
		const { id } = company('Beech', 'beech.example');
		await host.items({
			operation: 'update',
			objectType: fromList('company'),
			recordId: byId(id),
			attributesMode: 'form',
			attributes: form({ name: 'Beech Paper' }),
		});
		expect(stored(id)?.attributes).toMatchObject({ name: 'Beech Paper', domains: ['beech.example'] });
	});

	it('deletes a record and says so', async () => {
		const { id } = company('Ash', 'ash.example');
		expect(await host.items({ operation: 'delete', recordId: byId(id) })).toEqual([{ deleted: true, id }]);
		expect(stored(id)).toBeUndefined();
	});

	it('fails with an error that names what was not found', async () => {
		const execution = await host.execute({ operation: 'get', recordId: byId('40112233445566771') });
		expect(execution.status).toBe('error');
		expect(failureOf(execution)).toMatch(/record was not found/i);
	});
});
