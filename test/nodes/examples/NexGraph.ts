import type { Example } from './example';

export const NexGraph: Record<string, Example> = {
	get: {
		given: (nex) => {
			const { id } = nex.state.records.create('company', { name: 'Pine Timber' });
			nex.addInsight({
				type: 'risk',
				content: 'Pine Timber may leave',
				confidence: 0.7,
				entities: [{ id, name: 'Pine Timber', type: 'company' }],
			});
			return {
				parameters: { output: 'nodes', options: { maximumNodes: 5000 } },
				request: { method: 'GET', path: '/v1/graph', query: { limit: '5000', format: 'json' } },
				items: [
					{ id, name: 'Pine Timber', type: 'company', insights: [{ type: 'risk', content: 'Pine Timber may leave', confidence: 0.7 }] },
				],
			};
		},
	},
};
