import type { IDataObject } from 'n8n-workflow';
import { asObject, isObject } from '../../nodes/shared/isObject';
import { readInsights } from '../../nodes/NexTrigger/insights/insight';
import { shapeOf } from '../shape';
import type { Heard } from '../stream';
import type { Evidence, Point, Settled, Settling } from './point';
import { allFine, byAnswer, FINE, isGood, namesIn, WRONG } from './point';

/** Types that a source names. */
const TYPES = new Set(
	(
		'opportunity risk relationship preference milestone goal pain_point commitment constraint requirement ' +
		'activity characteristic role_detail behavior fact summary'
	).split(' '),
);

const insightsOf = (body: unknown): IDataObject[] => readInsights(body)?.insights ?? [];

/** Settles by what the stream said, if it said anything, and perhaps by what REST says of the same. */
const byStream = (judge: (heard: Heard, evidence: Evidence) => Settled): Settling => ({
	needs: ['streamInsights', 'getInsights'],
	settle(evidence) {
		const { heard } = evidence;
		if (!heard) return { open: 'the stream was not listened to' };
		return heard.finding.opened ? judge(heard, evidence) : { open: `the stream did not open: ${heard.finding.why ?? ''}` };
	},
});

const byStreamedInsights = (judge: (heard: Heard, evidence: Evidence) => Settled): Settling =>
	byStream((heard, evidence) => (heard.insights.length === 0 ? { open: 'no insight came' } : judge(heard, evidence)));

const hasId = ({ id }: IDataObject): boolean => id !== undefined && id !== null && id !== '';

function idsIn({ insights }: Heard, { answers }: Evidence): Settled {
	const rest = answers.get('getInsights');
	const asked = rest && isGood(rest) ? insightsOf(rest.body) : [];
	if (asked.length === 0) return { open: 'there is no insight over REST to compare with' };
	const [inRest, inStream] = [asked.some(hasId), insights.some(hasId)];
	if (!inRest || !inStream) return { side: inRest ? 'only over REST' : inStream ? 'only in the stream' : 'neither has any' };
	const known = new Set(asked.map(({ id }) => String(id)));
	return { side: insights.some(({ id }) => known.has(String(id))) ? 'shared' : 'different ones' };
}

/** Points on insights, over REST and in the stream. */
export const insightPoints: readonly Point[] = [
	{
		id: 'insight-fields',
		question: 'Which fields insights have over REST',
		see: 'insight-fields',
		files: ['nodes/NexInsight/simplifyInsight.ts', 'nodes/NexTrigger/insights/insight.ts'],
		sides: allFine('those of the reference', 'confidence, target or evidence too'),
		...byAnswer('getInsights', (body) => {
			const insights = insightsOf(body);
			if (insights.length === 0) return { open: 'there is no insight' };
			const names = namesIn(insights);
			const isFull = ['confidence', 'target', 'evidence', 'confidence_level'].some((name) => names.has(name));
			return { side: isFull ? 'confidence, target or evidence too' : 'those of the reference', shape: shapeOf(insights) };
		}),
	},
	{
		id: 'insight-types',
		question: 'Whether the types of insights are among those that sources name',
		see: 'insight-types',
		files: ['nodes/NexTrigger/insights/properties.ts'],
		sides: allFine('all known', 'others too'),
		...byAnswer('getInsights', (body) => {
			const types = insightsOf(body).map(({ type }) => String(type));
			if (types.length === 0) return { open: 'there is no insight' };
			return { side: types.every((type) => TYPES.has(type)) ? 'all known' : 'others too' };
		}),
	},
	{
		id: 'insight-ids',
		question: 'Whether the stream and REST give insights the same IDs',
		see: 'insight-fields',
		files: ['nodes/NexTrigger/insights/insight.ts', 'nodes/NexTrigger/identity.ts'],
		sides: { ...allFine('shared', 'only over REST', 'only in the stream', 'neither has any'), 'different ones': WRONG },
		...byStreamedInsights(idsIn),
	},
	{
		id: 'stream-greeting',
		question: 'Whether the stream greets with a comment',
		see: 'stream',
		files: ['nodes/NexTrigger/insights/connection.ts'],
		sides: allFine('greets', 'does not greet'),
		...byStream(({ finding }) => ({ side: finding.greeting ? 'greets' : 'does not greet' })),
	},
	{
		id: 'stream-replay',
		question: 'How the stream repeats insights of before',
		see: 'stream',
		files: ['nodes/NexTrigger/insights/handing.ts'],
		sides: allFine('an event for each', 'one event for all', 'none'),
		...byStream(({ finding, replays }, { answers }) => {
			if (finding.replay && finding.replay.insights > 1)
				return { side: finding.replay.events > 1 ? 'an event for each' : 'one event for all', shape: shapeOf(replays) };
			const rest = answers.get('getInsights');
			if (!rest || !isGood(rest) || insightsOf(rest.body).length < 2) return { open: 'there are not two insights to repeat' };
			return { side: finding.replay ? 'only one' : 'none' };
		}),
	},
	{
		id: 'stream-fields',
		question: 'Which fields insights have in the stream',
		see: 'stream-fields',
		files: ['nodes/NexTrigger/insights/insight.ts'],
		sides: allFine('target or evidence', 'fewer'),
		...byStreamedInsights(({ insights }) => {
			const names = namesIn(insights);
			return { side: names.has('target') || names.has('evidence') ? 'target or evidence' : 'fewer', shape: shapeOf(insights) };
		}),
	},
	{
		id: 'stream-created-at',
		question: 'Whether insights in the stream have created_at',
		see: 'stream-fields',
		files: ['nodes/NexTrigger/insights/insight.ts', 'nodes/NexTrigger/insights/gap.ts'],
		sides: allFine('yes', 'no'),
		...byStreamedInsights(({ insights }) => ({ side: namesIn(insights).has('created_at') ? 'yes' : 'no' })),
	},
	{
		id: 'stream-target-id',
		question: 'Whether the target of an insight in the stream has an ID',
		see: 'stream-fields',
		files: ['nodes/NexTrigger/insights/insight.ts'],
		sides: allFine('yes', 'no'),
		...byStreamedInsights(({ insights }) => {
			const targets = insights.map(({ target }) => target).filter(isObject);
			return targets.length === 0 ? { open: 'no insight had a target' } : { side: targets.some(hasId) ? 'yes' : 'no' };
		}),
	},
	{
		id: 'stream-operation-id',
		question: 'Whether events of the stream have an operation_id',
		see: 'stream-fields',
		files: ['nodes/NexTrigger/insights/insight.ts'],
		sides: allFine('yes', 'no'),
		...byStreamedInsights(({ payloads }) => ({ side: payloads.some((one) => 'operation_id' in asObject(one)) ? 'yes' : 'no' })),
	},
	{
		id: 'stream-settings',
		question: "Whether events of the stream have the workspace's settings",
		see: 'stream-fields',
		files: ['nodes/NexTrigger/insights/insight.ts'],
		sides: allFine('yes', 'no'),
		...byStreamedInsights(({ payloads }) => ({
			side: payloads.some((one) => 'settings' in asObject(asObject(one).workspace)) ? 'yes' : 'no',
		})),
	},
	{
		id: 'stream-event-ids',
		question: 'Whether events of the stream have IDs to resume from',
		see: 'stream',
		files: ['nodes/NexTrigger/insights/events.ts'],
		sides: allFine('yes', 'no'),
		...byStreamedInsights(({ hasEventIds }) => ({ side: hasEventIds ? 'yes' : 'no' })),
	},
	{
		id: 'stream-keepalive',
		question: 'Whether a keepalive comes well within the 75 seconds after which the trigger connects again',
		see: 'stream',
		files: ['nodes/NexTrigger/insights/connection.ts'],
		sides: { 'in time': FINE, 'too rarely': WRONG },
		...byStream(({ finding }) => {
			if (finding.keepAliveSeconds === undefined) return { open: 'two keepalives were not waited for, or did not come' };
			return { side: finding.keepAliveSeconds < 60 ? 'in time' : 'too rarely' };
		}),
	},
	{
		id: 'stream-life',
		question: 'Whether a connection is cut by the server',
		see: 'stream',
		files: ['nodes/NexTrigger/insights/keepConnected.ts'],
		sides: allFine('stays open', 'is cut'),
		...byStream(({ finding }) => {
			if (finding.livedSeconds === undefined) return { open: '--minutes tells how long to stay' };
			return { side: finding.livedSeconds === 'to the end' ? 'stays open' : 'is cut' };
		}),
	},
];
