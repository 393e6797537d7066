import { asObject, isObject } from '../../nodes/shared/isObject';
import { wait } from '../../nodes/shared/transport/wait';
import type { Answer } from '../client';
import { idOf, MARK } from '../own';
import type { Own } from '../own';
import { shapeOf } from '../shape';
import { textOf } from '../targets';
import type { Evidence, Point, Settled } from './point';
import { allFine, byOwn, byWritten, FINE, isGood, isRefusal, unanswered, WRONG } from './point';

/** Times that an artifact is looked at until it is finished, and the milliseconds between. */
const LOOKS = 5;
const BETWEEN_LOOKS = 2_000;

const getArtifact = async ({ client }: Evidence, id: string): Promise<Answer> =>
	await client.ask('getArtifact', { path: { artifact_id: id } });

async function artifactId(evidence: Evidence, own: Own): Promise<Settled> {
	const byArtifact = await getArtifact(evidence, idOf(own, 'artifact'));
	const bodies = [byArtifact.body, evidence.answers.get('addContext')?.body].map(asObject);
	const operation = bodies.map(({ operation_id: id }) => textOf(id)).find((id) => id !== undefined);
	const byOperation = operation === undefined ? undefined : await getArtifact(evidence, operation);
	const isByOperation = byOperation !== undefined && isGood(byOperation);
	if (isGood(byArtifact)) return { side: isByOperation ? 'both' : 'artifact_id' };
	if (isByOperation) return { side: 'operation_id' };
	return byArtifact.status === 404 || isRefusal(byArtifact) ? { side: 'another' } : unanswered(byArtifact, 'getArtifact');
}

async function artifactResult(evidence: Evidence, own: Own): Promise<Settled> {
	for (let look = 0; look < LOOKS; look++) {
		if (look > 0) await wait(BETWEEN_LOOKS);
		const answer = await getArtifact(evidence, idOf(own, 'artifact'));
		if (!isGood(answer)) return unanswered(answer, 'getArtifact');
		const { result, status } = asObject(answer.body);
		if (isObject(result)) {
			const isCounted = typeof result.insights_created === 'number' || typeof result.relationships_created === 'number';
			return { side: isCounted ? 'how many' : 'which', shape: shapeOf(result) };
		}
		if (status === 'failed') return { open: 'Nex could not read the text' };
	}
	return { open: 'the text was not read yet' };
}

/** Points on texts, AI lists and jobs, which take a request that makes one. */
export const writePoints: readonly Point[] = [
	{
		id: 'ai-list-envelope',
		question: 'Whether an AI list stands under message',
		see: 'ai-list-envelope',
		files: ['nodes/NexAiList/job.ts'],
		sides: allFine('message', 'bare'),
		...byWritten('createAIListJob', (body) => ({ side: isObject(asObject(body).message) ? 'message' : 'bare', shape: shapeOf(body) })),
	},
	{
		id: 'ai-list-persons',
		question: 'Whether an AI list takes person for people as well as contact',
		see: 'ai-list-envelope',
		files: ['nodes/NexAiList/kind.ts'],
		sides: allFine('taken', 'refused'),
		...byOwn(['listJob'], async ({ writer }) => {
			const answer = await writer.ask('createAIListJob', { body: { query: MARK, object_type: 'person', limit: 1 } });
			if (isGood(answer)) return { side: 'taken' };
			return isRefusal(answer) ? { side: 'refused' } : unanswered(answer, 'createAIListJob');
		}),
	},
	{
		id: 'compounding-reply',
		question: 'Whether a compounding job goes on after its answer',
		see: 'compounding',
		files: ['nodes/NexCompounding/job.ts'],
		sides: allFine('202', '200'),
		...byWritten('triggerCompoundingJob', (_body, _evidence, { status }) => ({ side: String(status) })),
	},
	{
		id: 'ingest-status',
		question: 'With which status an added text is answered',
		see: 'basics',
		files: ['nodes/NexContext/operations/addText.ts'],
		sides: allFine('200', '201', '202'),
		...byWritten('addContext', (_body, _evidence, { status }) => ({ side: String(status) })),
	},
	{
		id: 'artifact-id-form',
		question: 'Whether artifact_id is a number or text',
		see: 'ids',
		files: ['nodes/shared/transport/json.ts'],
		sides: allFine('a number', 'text'),
		...byWritten('addContext', (_body, _evidence, { text }) => {
			const [, first] = /"artifact_id"\s*:\s*(["\d])/.exec(text) ?? [];
			if (first === undefined) return { open: 'the answer had no artifact_id' };
			return { side: first === '"' ? 'text' : 'a number' };
		}),
	},
	{
		id: 'artifact-id',
		question: 'Which ID an artifact is asked for by',
		see: 'shapes',
		files: ['nodes/NexContext/operations/getArtifact.ts', 'nodes/NexContext/artifact.ts'],
		sides: { artifact_id: FINE, both: FINE, operation_id: WRONG, another: WRONG },
		...byOwn(['artifact'], artifactId),
	},
	{
		id: 'artifact-result',
		question: 'Whether an artifact says how many things were found, or which',
		see: 'shapes',
		files: ['nodes/NexContext/artifact.ts'],
		sides: allFine('how many', 'which'),
		...byOwn(['artifact'], artifactResult),
	},
];
