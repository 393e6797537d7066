import { startNexServer } from '../../nex-server';
import type { NexServer } from '../../nex-server';
import { ask, request } from './client';

let nex: NexServer;
beforeAll(async () => {
	nex = await startNexServer({ data: 'demo' });
});
afterAll(() => nex.close());

let count = 0;
const create = (attributes: Record<string, unknown>) =>
	request(nex, 'POST', '/v1/objects/project', { attributes: { name: `Try ${++count}`, ...attributes } });
const optionId = (slug: string, name: string) =>
	nex.state.objects
		.get('project')
		.attributes.find((one) => one.slug === slug)
		?.options.select_options.find((one) => one.name === name)?.id;

test('the demo has an attribute of every type', () => {
	expect(new Set(nex.state.objects.get('project').attributes.map((one) => one.type)).size).toBe(13);
});

test.each<[string, unknown, unknown?]>([
	['summary', 'Words'],
	['budget_hours', 7],
	['progress', 0.5],
	['contact_email', 'a@b.example'],
	['hotline', '+1 555 0100'],
	['hotline', { country_code: 1, number: '5550100' }],
	['website', 'https://birch.example'],
	['start_date', '2026-02-03'],
	['start_date', '2026-02-03T10:00:00Z'],
	['is_active', false],
	['price', 12.5],
	['price', { value: 12.5, currency: 'EUR' }],
	['site', 'Porto'],
	['site', { city: 'Porto', country: 'PT' }],
	['status', 'Done'],
	['tags', ['Urgent', 'Laboratory']],
	['tags', 'Urgent', ['Urgent']],
	['channel', '@survey'],
	['channel', { username: 'survey', url: 'https://social.example/survey' }],
	['domain', 'birch.example'],
	['manager', 'Ida Holm'],
	['manager', { first_name: 'Ida', last_name: 'Holm' }],
])('%s takes %j', async (slug, value, stored = value) => {
	const answer = await create({ [slug]: value });
	expect(answer.json).toMatchObject({ attributes: { [slug]: stored } });
});

test('a select takes the id of an option and answers its name', async () => {
	expect((await create({ status: optionId('status', 'Open'), tags: [optionId('tags', 'Urgent')] })).json).toMatchObject({
		attributes: { status: 'Open', tags: ['Urgent'] },
	});
});

test.each<[string, unknown]>([
	['summary', 1],
	['budget_hours', 1.5],
	['progress', '1'],
	['contact_email', 'nobody'],
	['hotline', { number: 5 }],
	['website', 'birch'],
	['start_date', 'soon'],
	['is_active', 'true'],
	['price', { amount: 1 }],
	['site', { planet: 'Mars' }],
	['status', 'Nearly'],
	['status', ['Open', 'Done']],
	['channel', {}],
	['domain', 'no domain'],
	['manager', { first: 'Ida' }],
	['height', 1],
	['code', 'PRJ-100'],
	['name', null],
])('%s does not take %j, and the message names it', async (slug, value) => {
	const answer = await create({ [slug]: value });
	expect([answer.status, answer.json]).toEqual([400, { code: 400, message: expect.stringContaining(slug) }]);
});

test('values can be served as arrays of value objects', async () => {
	const [id] = nex.state.records.store.ofType('project').map((record) => record.id);
	nex.shapes.attributeValues = 'objects';
	const { attributes } = await ask<{ attributes: Record<string, unknown> }>(nex, 'GET', `/v1/records/${id}`);
	nex.shapes.attributeValues = 'plain';
	expect(attributes.status).toEqual([{ id: expect.any(String), type: 'select', select: 'Open' }]);
});
