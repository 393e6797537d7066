import type { Example } from './example';

export const NexInsight: Record<string, Example> = {
	getMany: {
		given: (nex) => {
			const { id } = nex.state.records.create('company', { name: 'Pine Timber' });
			nex.addInsights([
				{ type: 'milestone', content: 'Pine Timber finished the trial', created_at: '2026-05-03T08:00:00.000Z' },
				{
					type: 'risk',
					content: 'Pine Timber may leave',
					entities: [{ id, name: 'Pine Timber', type: 'company' }],
					created_at: '2026-05-04T08:00:00.000Z',
				},
				{ type: 'goal', content: 'Pine Timber wants to grow', created_at: '2026-05-05T08:00:00.000Z' },
			]);
			return {
				parameters: { window: 'between', from: '2026-05-04T00:00:00+00:00', to: '={{ $json.to }}', limit: 10 },
				input: { to: '2026-05-04T12:00:00+02:00' },
				request: {
					method: 'GET',
					path: '/v1/insights',
					query: { from: '2026-05-04T00:00:00.000Z', to: '2026-05-04T10:00:00.000Z', limit: '10' },
				},
				items: [
					{
						type: 'risk',
						content: 'Pine Timber may leave',
						entity_names: ['Pine Timber'],
						entity_ids: [id],
						created_at: '2026-05-04T08:00:00.000Z',
					},
				],
			};
		},
	},
};
