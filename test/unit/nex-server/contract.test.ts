import { operations, startNexServer } from '../../nex-server';
import type { NexServer } from '../../nex-server';
import { ask, openStream, request, until } from './client';

interface Item {
	id: string;
	[field: string]: unknown;
}
interface Page {
	data: Item[];
	total: number;
}
interface Timeline {
	data: Array<{ id: string; resource_type: string; event_type: string; created_by: string }>;
}

let nex: NexServer;
beforeAll(async () => {
	nex = await startNexServer({ data: 'demo', jobDuration: 20 });
});
afterAll(() => nex.close());

const timeline = async (id: string) =>
	(await ask<Timeline>(nex, 'GET', `/v1/records/${id}/timeline`)).data.map((event) => `${event.resource_type} ${event.event_type}`);
const recordIds = async (slug: string) =>
	(await ask<Page>(nex, 'POST', `/v1/objects/${slug}/records`, { limit: 500 })).data.map((record) => record.id);

describe('what is created can be read, listed, changed and deleted', () => {
	test('an object type takes its attributes and, when deleted, its records', async () => {
		await ask(nex, 'POST', '/v1/objects', { name: 'Boat', slug: 'boat', type: 'custom' });
		const colour = await ask<Item & { options: { select_options: Item[] } }>(nex, 'POST', '/v1/objects/boat/attributes', {
			name: 'Colour',
			slug: 'colour',
			type: 'select',
			options: { select_options: [{ name: 'Red' }] },
		});
		const red = colour.options.select_options[0]?.id;
		await ask(nex, 'PATCH', `/v1/objects/boat/attributes/${colour.id}`, {
			options: { select_options: [{ id: red, name: 'Crimson' }, { name: 'Blue' }] },
		});
		await ask(nex, 'PATCH', '/v1/objects/boat', { description: 'Floats' });
		const boat = await ask<{ description: string; attributes: Array<{ slug: string; options: { select_options: Item[] } }> }>(
			nex,
			'GET',
			'/v1/objects/boat',
		);
		expect(boat.description).toBe('Floats');
		expect(boat.attributes[1]?.options.select_options.map((option) => option.name)).toEqual(['Crimson', 'Blue']);

		const record = await ask<Item>(nex, 'POST', '/v1/objects/boat', { attributes: { name: 'Gull', colour: red } });
		expect(record.attributes).toEqual({ name: 'Gull', colour: 'Crimson' });
		expect((await request(nex, 'DELETE', `/v1/objects/boat/attributes/${colour.id}`)).text).toBe('');
		expect((await ask<Item>(nex, 'GET', `/v1/records/${record.id}`)).attributes).toEqual({ name: 'Gull' });
		const listed = await ask<{ data: Array<{ slug: string; attributes?: unknown }> }>(nex, 'GET', '/v1/objects?include_attributes=true');
		expect(listed.data.find((one) => one.slug === 'boat')?.attributes).toHaveLength(1);
		const answer = await request(nex, 'DELETE', '/v1/objects/boat');
		expect([answer.status, answer.text]).toEqual([200, '']);
		expect((await request(nex, 'GET', `/v1/records/${record.id}`)).status).toBe(404);
	});

	test('a record is found, updated by a matching value, seen on its timeline, and gone', async () => {
		const created = await ask<Item>(nex, 'POST', '/v1/objects/person', {
			attributes: { name: 'Tove Ek', email_addresses: ['tove@ek.example'] },
		});
		const emails = (await ask<{ attributes: Item[] }>(nex, 'GET', '/v1/objects/person')).attributes.find(
			(one) => one.slug === 'email_addresses',
		);
		const bySlug = await ask<Item>(nex, 'PUT', '/v1/objects/person', {
			matching_attribute: 'email_addresses',
			attributes: { name: 'Tove Ek', email_addresses: ['tove@ek.example'], job_title: 'Captain' },
		});
		const byId = await ask<Item>(nex, 'PUT', '/v1/objects/person', {
			matching_attribute: emails?.id,
			attributes: { name: 'Tove Ek', email_addresses: 'TOVE@ek.example', job_title: 'Pilot' },
		});
		const other = await ask<Item>(nex, 'PUT', '/v1/objects/person', {
			matching_attribute: 'email_addresses',
			attributes: { name: 'Siv Ek', email_addresses: ['siv@ek.example'] },
		});
		expect([bySlug.id, byId.id]).toEqual([created.id, created.id]);
		expect(other.id).not.toBe(created.id);
		await ask(nex, 'PATCH', `/v1/records/${created.id}`, { attributes: { job_title: null, name: 'Tove Eks' } });
		expect((await ask<Item>(nex, 'GET', `/v1/records/${created.id}`)).attributes).toEqual({
			name: 'Tove Eks',
			email_addresses: ['TOVE@ek.example'],
		});
		const found = await ask<{ results: { person: Item[] } }>(nex, 'POST', '/v1/search', { query: 'tove eks' });
		expect(found.results.person.map((one) => one.id)).toEqual([created.id]);
		expect((await timeline(created.id)).slice(-2)).toEqual(['attribute created', 'entity created']);
		expect((await timeline(created.id))[0]).toBe('entity updated');
		await request(nex, 'DELETE', `/v1/records/${created.id}`);
		expect((await request(nex, 'GET', `/v1/records/${created.id}/timeline`)).status).toBe(404);
		expect(await recordIds('person')).not.toContain(created.id);
	});

	test('a list holds records under entry ids of its own, with attributes of its own', async () => {
		const [first = '', second = ''] = await recordIds('company');
		const list = await ask<Item>(nex, 'POST', '/v1/objects/company/lists', { name: 'Visits', slug: 'visits' });
		await ask(nex, 'POST', '/v1/objects/visits/attributes', { name: 'Rank', slug: 'rank', type: 'number' });
		const entry = await ask<Item>(nex, 'POST', `/v1/lists/${list.id}`, { parent_id: first, attributes: { rank: 2 } });
		expect(entry.id).not.toBe(first);
		const same = await ask<Item>(nex, 'PUT', `/v1/lists/${list.id}`, { parent_id: first, attributes: { rank: 3 } });
		await ask(nex, 'PUT', `/v1/lists/${list.id}`, { parent_id: second, attributes: { rank: 1 } });
		expect(same.id).toBe(entry.id);
		const changed = await ask<{ attributes: Record<string, unknown> }>(nex, 'PATCH', `/v1/lists/${list.id}/records/${entry.id}`, {
			attributes: { rank: 9 },
		});
		expect(changed.attributes).toMatchObject({ rank: 9, name: 'Pine Timber' });
		const page = await ask<Page>(nex, 'POST', `/v1/lists/${list.id}/records`, {
			sort: { attribute: 'rank', direction: 'desc' },
			attributes: { mode: 'custom', slugs: ['rank'] },
		});
		expect(page.data.map((one) => one.attributes)).toEqual([{ rank: 9 }, { rank: 1 }]);
		await request(nex, 'DELETE', `/v1/lists/${list.id}/records/${entry.id}`);
		await request(nex, 'DELETE', `/v1/lists/${list.id}/records/${second}`);
		expect((await ask<Page>(nex, 'POST', `/v1/lists/${list.id}/records`, {})).total).toBe(0);
		expect((await timeline(first)).slice(0, 4)).toEqual([
			'list_item deleted',
			'list_item updated',
			'list_item updated',
			'list_item created',
		]);
		expect((await ask<Page>(nex, 'GET', '/v1/objects/company/lists')).data.map((one) => one.slug)).toContain('visits');
		expect((await ask<Item>(nex, 'GET', `/v1/lists/${list.id}`)).type).toBe('list');
		await request(nex, 'DELETE', `/v1/lists/${list.id}`);
		expect((await request(nex, 'GET', `/v1/lists/${list.id}`)).status).toBe(404);
	});

	test('a relationship is an edge of the graph until it, or its definition, is deleted', async () => {
		const [one = ''] = await recordIds('company');
		const [two = ''] = await recordIds('project');
		const [company, project] = [nex.state.objects.get('company').id, nex.state.objects.get('project').id];
		const definition = await ask<Item>(nex, 'POST', '/v1/relationships', {
			type: 'one_to_many',
			entity_definition_1_id: company,
			entity_definition_2_id: project,
			entity_1_to_2_predicate: 'ordered',
		});
		const relate = () =>
			ask<Item>(nex, 'POST', `/v1/records/${two}/relationships`, { definition_id: definition.id, entity_1_id: one, entity_2_id: two });
		const edges = async () => (await ask<{ edges: Item[] }>(nex, 'GET', '/v1/graph?limit=5000&format=json')).edges.map((edge) => edge.id);
		const first = await relate();
		const second = await relate();
		expect(await edges()).toEqual(expect.arrayContaining([first.id, second.id]));
		await request(nex, 'DELETE', `/v1/records/${one}/relationships/${first.id}`);
		expect(await edges()).not.toContain(first.id);
		expect((await ask<Page>(nex, 'GET', '/v1/relationships')).data.map((each) => each.id)).toContain(definition.id);
		await request(nex, 'DELETE', `/v1/relationships/${definition.id}`);
		expect(await edges()).not.toContain(second.id);
	});

	test('a deleted task is archived: still there, no longer listed', async () => {
		const [person = ''] = await recordIds('person');
		const task = await ask<Item>(nex, 'POST', '/v1/tasks', {
			title: 'Ring the harbour',
			entity_ids: [person],
			priority: 'high',
			due_date: '2030-01-01T09:00:00Z',
		});
		const done = await ask<Item>(nex, 'PATCH', `/v1/tasks/${task.id}`, { is_completed: true, priority: '', description: 'soon' });
		expect(done).toMatchObject({
			is_completed: true,
			priority: 'unspecified',
			completed_at: expect.any(String),
			created_by: 'developer_api',
		});
		const listed = () =>
			ask<Page & { has_more: boolean }>(nex, 'GET', `/v1/tasks?search=HARBOUR&entity_id=${person}&is_completed=true&limit=1&offset=0`);
		expect(await listed()).toMatchObject({ total: 1, has_more: false });
		await request(nex, 'DELETE', `/v1/tasks/${task.id}`);
		expect((await listed()).total).toBe(0);
		expect((await ask<Item>(nex, 'GET', `/v1/tasks/${task.id}`)).archived_at).toEqual(expect.any(String));
		expect((await timeline(person)).slice(0, 3)).toEqual(['task archived', 'task updated', 'task created']);
	});

	test('a deleted note is archived: still there, no longer listed', async () => {
		const [person = ''] = await recordIds('person');
		const note = await ask<Item>(nex, 'POST', '/v1/notes', { title: 'Talk', content: 'long', entity_id: person });
		await ask(nex, 'PATCH', `/v1/notes/${note.id}`, { title: 'Long talk' });
		const listed = async () => (await ask<Page>(nex, 'GET', `/v1/notes?entity_id=${person}`)).data.map((one) => one.title);
		expect(await listed()).toContain('Long talk');
		await request(nex, 'DELETE', `/v1/notes/${note.id}`);
		expect(await listed()).not.toContain('Long talk');
		expect((await ask<Item>(nex, 'GET', `/v1/notes/${note.id}`)).archived_at).toEqual(expect.any(String));
		expect((await timeline(person))[0]).toBe('note archived');
	});

	test('a notification rule answers its prompt, and its delete answers an object', async () => {
		const rule = await ask<Item>(nex, 'POST', '/v1/notifications/custom', { description: 'Tell me of storms' });
		expect((await ask<Item>(nex, 'GET', `/v1/notifications/custom/${rule.id}`)).prompt).toBe('Tell me of storms');
		expect((await ask<{ rules: Item[] }>(nex, 'GET', '/v1/notifications/custom')).rules.map((one) => one.id)).toContain(rule.id);
		expect(await ask(nex, 'DELETE', `/v1/notifications/custom/${rule.id}`)).toEqual({ success: true });
		await ask(nex, 'PATCH', '/v1/notifications/preferences', { frequency_minutes: 5, enabled_types: ['digest'] });
		expect(await ask(nex, 'GET', '/v1/notifications/preferences')).toEqual({
			frequency_minutes: 5,
			enabled_types: ['digest'],
			digest_enabled: true,
		});
		const feed = await ask<{ items: Array<{ sent_at: string }> }>(nex, 'GET', '/v1/notifications/feed?limit=2');
		expect(feed.items).toHaveLength(2);
		expect((await ask<{ items: unknown[] }>(nex, 'GET', `/v1/notifications/feed?since=${feed.items[0]?.sent_at}`)).items).toEqual([]);
	});
});

describe('work that takes a while ends', () => {
	test('a text that is added becomes insights about the records it names', async () => {
		const { artifact_id } = await ask<{ artifact_id: { digits: string } }>(nex, 'POST', '/v1/context/text', {
			content: 'Spoke to Ida Holm of Pine Timber today',
			context: 'call',
		});
		const path = `/v1/context/artifacts/${artifact_id.digits}`;
		const done = await until(async () => {
			const artifact = await ask<{ status: string; result?: { insights_created: number } }>(nex, 'GET', path);
			return artifact.status === 'completed' && artifact.result;
		});
		expect(done).toMatchObject({ insights_created: 2 });
		const answer = await ask<{ answer: string }>(nex, 'POST', '/v1/context/ask', { query: 'What about Ida Holm?' });
		expect(answer.answer).toContain('Spoke to Ida Holm');
		const { data } = await ask<{ data: Array<{ content: string }> }>(nex, 'GET', '/v1/insights?limit=1');
		expect(data[0]?.content).toContain('Spoke to Ida Holm');
	});

	test('an AI list has the people or companies that the query speaks of', async () => {
		const { message } = await ask<{ message: { job_id: string } }>(nex, 'POST', '/v1/context/list/jobs', {
			query: 'everything with furniture',
			object_type: 'company',
			limit: 3,
		});
		const done = await until(async () => {
			const job = (
				await ask<{ message: { status: string; entities?: Item[] } }>(
					nex,
					'GET',
					`/v1/context/list/jobs/${message.job_id}?include_attributes=true`,
				)
			).message;
			return job.status === 'completed' && job.entities;
		});
		expect(done).toHaveLength(3);
		expect(done).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'company', attributes: expect.anything() })]));
	});

	test('a compounding job is accepted, and then completed', async () => {
		const answer = await request(nex, 'POST', '/v1/compounding/trigger', { job_type: 'metrics', dry_run: true });
		expect(answer.status).toBe(202);
		const { job_run_id } = answer.json as { job_run_id: string };
		await until(async () => (await ask<{ status: string }>(nex, 'GET', `/v1/compounding/jobs/${job_run_id}`)).status === 'completed');
	});

	test('a job that never ends stays where it is', async () => {
		nex.state.jobs.duration = Infinity;
		const { artifact_id } = await ask<{ artifact_id: { digits: string } }>(nex, 'POST', '/v1/context/text', { content: 'Nothing much' });
		const { connect_id } = await ask<{ connect_id: string }>(nex, 'POST', '/v1/integrations/crm/hubspot/connect', {});
		nex.state.jobs.duration = 20;
		expect(await ask(nex, 'GET', `/v1/context/artifacts/${artifact_id.digits}`)).toEqual({
			operation_id: expect.anything(),
			status: 'pending',
			created_at: expect.any(String),
		});
		expect(await ask(nex, 'GET', `/v1/integrations/connect/${encodeURIComponent(connect_id)}/status`)).toEqual({ status: 'pending' });
	});

	test('a job fails with the words it was told to', async () => {
		nex.state.jobs.failNext('compounding', 'the model is away');
		const { job_run_id } = await ask<{ job_run_id: string }>(nex, 'POST', '/v1/compounding/trigger', { job_type: 'metrics' });
		const failed = await until(async () => {
			const job = await ask<{ status: string; error_details?: unknown }>(nex, 'GET', `/v1/compounding/jobs/${job_run_id}`);
			return job.status === 'failed' && job;
		});
		expect(failed).toMatchObject({ error_details: { message: 'the model is away' } });
	});

	test('an integration is connected, listed and disconnected; a connect lives ten minutes', async () => {
		const { connect_id } = await ask<{ connect_id: string }>(nex, 'POST', '/v1/integrations/crm/attio/connect', {});
		const path = `/v1/integrations/connect/${encodeURIComponent(connect_id)}/status`;
		const id = await until(async () => (await ask<{ connection_id?: { digits: string } }>(nex, 'GET', path)).connection_id?.digits);
		const connections = async () =>
			(await ask<Array<{ provider: string; connections: unknown[] }>>(nex, 'GET', '/v1/integrations')).find(
				(one) => one.provider === 'attio',
			)?.connections;
		expect(await connections()).toHaveLength(1);
		await request(nex, 'DELETE', `/v1/integrations/connections/${id}`);
		expect(await connections()).toEqual([]);
		nex.clock.offset = 10 * 60_000;
		expect((await request(nex, 'GET', path)).status).toBe(410);
		const statuses = [];
		for (let i = 0; i < 11; i++) statuses.push((await request(nex, 'POST', '/v1/integrations/email/google/connect')).status);
		expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
		nex.clock.offset = 0;
	});
});

test('the graph is also a page', async () => {
	const byFormat = await request(nex, 'GET', '/v1/graph?format=html');
	const byAccept = await request(nex, 'GET', '/v1/graph', undefined, { headers: { accept: 'text/html' } });
	for (const { headers, text } of [byFormat, byAccept]) {
		expect(headers.get('content-type')).toContain('text/html');
		expect(text).toContain('<!doctype html>');
	}
});

test('every operation of the contract has succeeded', async () => {
	const stream = await openStream(nex);
	stream.close();
	const succeeded = new Set(nex.requests.filter(({ status }) => status >= 200 && status < 300).map(({ operation }) => operation));
	expect(operations.map(({ id }) => id).filter((id) => !succeeded.has(id))).toEqual([]);
});
