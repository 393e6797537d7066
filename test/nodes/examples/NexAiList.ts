import type { Example } from './example';

export const NexAiList: Record<string, Example> = {
	create: {
		given: () => ({
			parameters: { query: 'all who ask for timber', objectType: 'company', limit: 20, options: { includeAttributes: true } },
			request: {
				method: 'POST',
				path: '/v1/context/list/jobs',
				body: { query: 'all who ask for timber', object_type: 'company', limit: 20, include_attributes: true },
			},
			items: [{ job_id: expect.stringMatching(/^\d{17}$/), status: 'pending' }],
		}),
	},
	get: {
		given: async (nex) => {
			const { id } = nex.state.records.create('company', { name: 'Pine Timber' });
			const jobId = nex.state.context.startList('timber', 'company', 10, false);
			await new Promise((resolve) => setTimeout(resolve, 20));
			return {
				parameters: { jobId, options: { includeAttributes: true } },
				request: { method: 'GET', path: `/v1/context/list/jobs/${jobId}`, query: { include_attributes: 'true' } },
				items: [{ id, name: 'Pine Timber', type: 'company', attributes: expect.objectContaining({ name: 'Pine Timber' }) }],
			};
		},
	},
};
