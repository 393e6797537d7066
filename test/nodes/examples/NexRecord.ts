import type { Example } from './example';
import { picked } from './example';

export const NexRecord: Record<string, Example> = {
	create: {
		given: () => ({
			parameters: {
				objectType: picked('person'),
				attributesMode: 'json',
				attributesJson: '{ "name": { "first_name": "Ada", "last_name": "Holm" } }',
				simplify: true,
			},
			request: { method: 'POST', path: '/v1/objects/person', body: { attributes: { name: { first_name: 'Ada', last_name: 'Holm' } } } },
			items: [{ type: 'person', name: 'Ada Holm' }],
		}),
	},
	createOrUpdate: {
		given: (nex) => {
			nex.state.records.create('person', { name: 'Ada Holm', email_addresses: ['ada@example.com'] });
			return {
				parameters: {
					objectType: picked('person'),
					matchingAttribute: picked('email_addresses'),
					attributes: {
						mappingMode: 'defineBelow',
						value: { name: 'Ada Holm', 'email_addresses[]': 'ada@example.com', job_title: 'Mill Manager' },
					},
				},
				request: {
					method: 'PUT',
					path: '/v1/objects/person',
					body: {
						matching_attribute: 'email_addresses',
						attributes: { name: 'Ada Holm', email_addresses: ['ada@example.com'], job_title: 'Mill Manager' },
					},
				},
				items: [{ type: 'person', name: 'Ada Holm', job_title: 'Mill Manager', email_addresses: ['ada@example.com'] }],
			};
		},
	},
	get: {
		given: (nex) => {
			const { id } = nex.state.records.create('company', { name: 'Pine Timber' });
			return {
				parameters: { recordId: picked('={{ $json.id }}') },
				input: { id },
				request: { method: 'GET', path: `/v1/records/${id}` },
				items: [{ id, type: 'company', name: 'Pine Timber' }],
			};
		},
	},
	getMany: {
		given: (nex) => {
			const names = ['Alder', 'Birch', 'Cedar'];
			for (const name of names) nex.state.records.create('company', { name });
			return {
				parameters: { objectType: picked('company'), limit: 2, options: { sort: { by: { attribute: 'name', direction: 'desc' } } } },
				request: {
					method: 'POST',
					path: '/v1/objects/company/records',
					body: { attributes: 'all', limit: 2, offset: 0, sort: { attribute: 'name', direction: 'desc' } },
				},
				items: [{ name: 'Cedar' }, { name: 'Birch' }],
			};
		},
	},
	update: {
		given: (nex) => {
			const { id } = nex.state.records.create('person', { name: 'Ada Holm', job_title: 'Forest Ranger' });
			return {
				parameters: {
					objectType: picked('person'),
					recordId: picked(id),
					attributes: {
						mappingMode: 'defineBelow',
						value: { job_title: 'Mill Manager', 'phone_number.country_code': 46, 'phone_number.number': '5550100' },
					},
				},
				request: {
					method: 'PATCH',
					path: `/v1/records/${id}`,
					body: { attributes: { job_title: 'Mill Manager', phone_number: { country_code: 46, number: '5550100' } } },
				},
				items: [{ id, name: 'Ada Holm', job_title: 'Mill Manager' }],
			};
		},
	},
	delete: {
		given: (nex) => {
			const { id } = nex.state.records.create('person', { name: 'Ada Holm' });
			return {
				parameters: { recordId: picked(id) },
				request: { method: 'DELETE', path: `/v1/records/${id}` },
				items: [{ deleted: true, id }],
			};
		},
	},
};
