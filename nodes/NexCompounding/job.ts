import type { IDataObject } from 'n8n-workflow';

/** What a job has counted. An older Nex answers these at once and no status (docs/api.md#compounding). */
export const hasCounts = (job: IDataObject): boolean =>
	job.status === undefined && ['insights_scanned', 'insights_affected', 'candidates_created'].some((name) => typeof job[name] === 'number');

const KEPT = [
	'job_run_id',
	'job_type',
	'status',
	'dry_run',
	'insights_scanned',
	'insights_affected',
	'candidates_created',
	'errors',
	'completed_at',
	'error_details',
];

/** A job without its workspace, start and duration. */
export const simplifyJob = (job: IDataObject): IDataObject => Object.fromEntries(KEPT.map((name) => [name, job[name]]));
