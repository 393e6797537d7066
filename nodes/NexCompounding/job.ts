import type { IDataObject } from 'n8n-workflow';
import { asObject } from '../shared/isObject';
import { askForBegun, idIn, untilFinished } from '../shared/operation';

/** What a job has counted. An older Nex answers these at once and no status (docs/api.md#compounding). */
const hasCounts = (job: IDataObject): boolean =>
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

const JOB = { name: 'The compounding job', hasResult: hasCounts };

/** Looks again at a job until it is finished. */
export const jobFinished = untilFinished({
	...JOB,
	ask: () => ({}),
	later: () => 'Nex goes on with it. Raise "Longest Wait", or look again later.',
});

/** Looks at the job that was just begun until it is finished. */
export const newJobFinished = untilFinished({
	...JOB,
	ask: askForBegun({
		begun: 'Nex took the compounding job',
		id: 'job_run_id',
		url: '/v1/compounding/jobs/{id}',
		scopes: ['record.read'],
		notFound: 'The compounding job that was begun was not found',
	}),
	later: (begun) =>
		'Nex goes on with it. Raise "Longest Wait", or see later how it went with Get Compounding Job and the ID ' +
		`${idIn(asObject(begun), 'job_run_id')}.`,
});
