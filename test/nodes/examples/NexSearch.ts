import type { Example } from './example';

export const NexSearch: Record<string, Example> = {
	search: {
		given: (nex) => {
			const company = nex.state.records.create('company', { name: 'Pine Timber' });
			const person = nex.state.records.create('person', { name: 'Ada Pine' });
			return {
				parameters: { query: '={{ $json.text }}', returnAll: true },
				input: { text: 'pine' },
				request: { method: 'POST', path: '/v1/search', body: { query: 'pine' } },
				items: [
					{ type: 'person', id: person.id, primary_value: 'Ada Pine', score: expect.any(Number) },
					{ type: 'company', id: company.id, primary_value: 'Pine Timber' },
				],
			};
		},
	},
};
