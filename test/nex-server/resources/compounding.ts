import { badRequest } from '../errors';
import { flag, oneOf } from '../fields';
import { Bare, stringify } from '../json';
import { jsonText, operation } from '../operation';
import type { Operation } from '../operation';
import { COMPOUNDING_JOBS } from '../state/context';

export const compoundingOperations: Operation[] = [
	operation('triggerCompoundingJob', 'POST /v1/compounding/trigger', 'record.write', ({ state, body }) => {
		const job_type = oneOf(body, 'job_type', COMPOUNDING_JOBS);
		if (!job_type) throw badRequest('job_type is required');
		const dry_run = flag(body, 'dry_run') ?? false;
		const job_run_id = state.context.startCompounding(job_type, dry_run);
		const workspace_id = new Bare(state.workspace.id);
		if (state.shapes.compounding === '200')
			return {
				job_type,
				workspace_id,
				dry_run,
				insights_scanned: state.insights.store.size,
				insights_affected: 0,
				candidates_created: 0,
				errors: 0,
				duration_ms: 1,
			};
		return jsonText(stringify({ job_run_id, job_type, workspace_id, dry_run, status: 'accepted', success: true }), 202);
	}),
	operation('getCompoundingJobStatus', 'GET /v1/compounding/jobs/{job_run_id}', 'record.read', ({ state, params }) =>
		state.context.compounding(params.job_run_id ?? ''),
	),
];
