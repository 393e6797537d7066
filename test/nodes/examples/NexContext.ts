import type { Example } from './example';

export const NexContext: Record<string, Example> = {
	addText: {
		given: () => ({
			parameters: { content: 'Ada Holm of Pine Timber asked for a quote.', additionalFields: { context: 'Phone call' } },
			request: {
				method: 'POST',
				path: '/v1/context/text',
				body: { content: 'Ada Holm of Pine Timber asked for a quote.', context: 'Phone call' },
			},
			items: [{ artifact_id: expect.stringMatching(/^\d{17}$/) }],
		}),
	},
	ask: {
		given: (nex) => {
			const { id } = nex.state.records.create('person', { name: 'Ada Holm' });
			nex.addInsight({ content: 'Ada Holm wants two years', entities: [{ id, name: 'Ada Holm', type: 'person' }] });
			return {
				parameters: { query: 'What does Ada Holm want?' },
				request: { method: 'POST', path: '/v1/context/ask', body: { query: 'What does Ada Holm want?' } },
				items: [{ answer: 'Ada Holm wants two years', entities_considered: [expect.objectContaining({ id, name: 'Ada Holm' })] }],
			};
		},
	},
	getArtifact: {
		given: async (nex) => {
			nex.state.records.create('person', { name: 'Ada Holm' });
			const { id: artifactId } = nex.state.context.addText('Ada Holm asked for a quote.');
			await new Promise((resolve) => setTimeout(resolve, 20));
			return {
				parameters: { artifactId },
				request: { method: 'GET', path: `/v1/context/artifacts/${artifactId}` },
				items: [{ status: 'completed', result: expect.objectContaining({ insights_created: 1 }) }],
			};
		},
	},
};
