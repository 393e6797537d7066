import type { NexServer } from '../../nex-server';
import type { Example } from './example';
import { picked } from './example';

const addStage = (nex: NexServer) =>
	nex.state.objects.createAttribute('company', {
		name: 'Stage',
		slug: 'stage',
		type: 'select',
		options: { select_options: [{ name: 'Open' }, { name: 'Closed' }] },
	});

export const NexObject: Record<string, Example> = {
	getMany: {
		given: (nex) => ({
			parameters: { returnAll: true, options: { includeAttributes: true } },
			request: { method: 'GET', path: '/v1/objects', query: { include_attributes: 'true' } },
			items: nex.state.objects.all().map(({ id, slug }) => ({ id, slug, attributes: expect.any(Array) })),
		}),
	},
	create: {
		given: () => ({
			parameters: {
				name: 'Project',
				slug: 'project',
				additionalFields: { namePlural: 'Projects', description: 'What we build', type: 'custom' },
			},
			request: {
				method: 'POST',
				path: '/v1/objects',
				body: { name: 'Project', slug: 'project', name_plural: 'Projects', description: 'What we build', type: 'custom' },
			},
			items: [{ slug: 'project', name: 'Project', name_plural: 'Projects', description: 'What we build', type: 'custom' }],
		}),
	},
	get: {
		given: (nex) => ({
			parameters: { objectType: picked('={{ $json.slug }}') },
			input: { slug: 'company' },
			request: { method: 'GET', path: '/v1/objects/company' },
			items: [{ id: nex.state.objects.get('company').id, slug: 'company', attributes: expect.any(Array) }],
		}),
	},
	update: {
		given: () => ({
			parameters: {
				objectType: picked('company'),
				updateFields: { name: 'Organisation', namePlural: 'Organisations' },
				fieldsToClear: ['description'],
			},
			request: {
				method: 'PATCH',
				path: '/v1/objects/company',
				body: { name: 'Organisation', name_plural: 'Organisations', description: '' },
			},
			items: [{ slug: 'company', name: 'Organisation', name_plural: 'Organisations', description: '' }],
		}),
	},
	delete: {
		given: (nex) => {
			nex.state.objects.create({ name: 'Project', slug: 'project' });
			return {
				parameters: { objectType: picked('project') },
				request: { method: 'DELETE', path: '/v1/objects/project' },
				items: [{ deleted: true, id: 'project' }],
			};
		},
	},
	createAttribute: {
		given: () => ({
			parameters: {
				objectType: picked('company'),
				name: 'Stage',
				slug: 'stage',
				type: 'select',
				selectOptions: { option: [{ name: 'Open' }, { name: 'Closed', id: '' }] },
				additionalFields: {
					description: 'How far we are',
					isRequired: false,
					isUnique: false,
					isMultiValue: true,
					useRawFormat: false,
					isWholeNumber: false,
				},
			},
			request: {
				method: 'POST',
				path: '/v1/objects/company/attributes',
				body: {
					name: 'Stage',
					slug: 'stage',
					type: 'select',
					description: 'How far we are',
					options: {
						is_required: false,
						is_unique: false,
						is_multi_value: true,
						use_raw_format: false,
						is_whole_number: false,
						select_options: [{ name: 'Open' }, { name: 'Closed' }],
					},
				},
			},
			items: [{ slug: 'stage', name: 'Stage', type: 'select', description: 'How far we are' }],
		}),
	},
	updateAttribute: {
		given: (nex) => {
			const { id, options } = addStage(nex);
			const [open = '', closed = ''] = options.select_options.map((option) => option.id);
			return {
				parameters: {
					objectType: picked('company'),
					attributeId: picked('={{ $json.id }}'),
					updateFields: {
						name: 'Phase',
						description: 'Where we are',
						isRequired: true,
						useRawFormat: false,
						isWholeNumber: false,
						selectOptions: {
							option: [
								{ id: open, name: 'Opened' },
								{ id: '', name: 'Lost' },
							],
						},
					},
				},
				input: { id },
				reads: { method: 'GET', path: /^\/v1\/objects\/[^/]+$/ },
				request: {
					method: 'PATCH',
					path: `/v1/objects/company/attributes/${id}`,
					body: {
						name: 'Phase',
						description: 'Where we are',
						options: {
							is_required: true,
							use_raw_format: false,
							is_whole_number: false,
							select_options: [{ id: open, name: 'Opened' }, { id: closed, name: 'Closed' }, { name: 'Lost' }],
						},
					},
				},
				items: [{ id, slug: 'stage', name: 'Phase', description: 'Where we are' }],
			};
		},
	},
	deleteAttribute: {
		given: (nex) => {
			const { id } = addStage(nex);
			return {
				parameters: { objectType: picked('company'), attributeId: picked(id) },
				request: { method: 'DELETE', path: `/v1/objects/company/attributes/${id}` },
				items: [{ deleted: true, id }],
			};
		},
	},
};
