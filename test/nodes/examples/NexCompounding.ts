import type { Example } from './example';

export const NexCompounding: Record<string, Example> = {
	trigger: {
		given: () => ({
			parameters: { jobType: 'pattern_detection', dryRun: true },
			request: { method: 'POST', path: '/v1/compounding/trigger', body: { job_type: 'pattern_detection', dry_run: true } },
			items: [{ job_run_id: expect.any(String), job_type: 'pattern_detection', dry_run: true, status: 'accepted' }],
		}),
	},
	getStatus: {
		given: async (nex) => {
			const jobRunId = nex.state.context.startCompounding('metrics', false);
			await new Promise((resolve) => setTimeout(resolve, 20));
			return {
				parameters: { jobRunId },
				request: { method: 'GET', path: `/v1/compounding/jobs/${jobRunId}` },
				items: [{ job_run_id: jobRunId, job_type: 'metrics', status: 'completed', errors: 0 }],
			};
		},
	},
};
