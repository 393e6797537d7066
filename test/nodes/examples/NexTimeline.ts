import type { Example } from './example';
import { picked } from './example';

export const NexTimeline: Record<string, Example> = {
	getMany: {
		given: (nex) => {
			const { id } = nex.state.records.create('person', { name: 'Ada Holm', job_title: 'Forest Ranger' });
			nex.state.records.update(id, { job_title: 'Mill Manager' });
			return {
				parameters: { recordId: picked('={{ $json.id }}'), limit: 1 },
				input: { id },
				request: { method: 'GET', path: `/v1/records/${id}/timeline`, query: { limit: '1' } },
				items: [{ resource_id: expect.any(String), event_type: 'updated', event_timestamp: expect.any(String) }],
			};
		},
	},
};
