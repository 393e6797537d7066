import type { Scope } from '../../nodes/shared/transport/scopes';
import { SCOPES } from '../../nodes/shared/transport/scopes';
import type { OperationId } from '../client';
import { isMade } from '../own';
import type { Evidence, Point, Settled } from './point';
import { allFine, FINE, ONLY_WRITING, unanswered, WRONG } from './point';
import { wordsIn, WORDS } from './words';

/** A scope, and an operation that surely takes it. */
type Candidate = readonly [Scope, OperationId];

const NOBODY_CAN_TELL: Settled = { open: 'only a key with one of the two scopes can tell' };

/** Whether a status is that of a key with the scope; undefined if it says nothing of scopes. */
function isAllowed(status: number | undefined): boolean | undefined {
	if (status === 403) return false;
	return status !== undefined && status >= 200 && status < 300 ? true : undefined;
}

/** Which of two scopes an operation takes, from whether it was allowed and which of them the key has. */
function whichScope(allowed: boolean, [one, hasOne]: [Scope, boolean?], [other, hasOther]: [Scope, boolean?]): Settled {
	if (allowed && hasOne === false) return { side: `${other} suffices` };
	if (allowed && hasOther === false) return { side: `${one} suffices` };
	if (!allowed && hasOne && hasOther === false) return { side: `${other} is needed` };
	return !allowed && hasOther && hasOne === false ? { side: `${one} is needed` } : NOBODY_CAN_TELL;
}

const sidesOf = (...scopes: Scope[]) => allFine(...scopes.flatMap((scope) => [`${scope} suffices`, `${scope} is needed`]));

interface Disputed {
	id: string;
	what: string;
	operation: OperationId;
	candidates: readonly [Candidate, Candidate];
	files: string[];
	/** Whether it can only be tried on something of one's own. */
	isWritten?: boolean;
}

const disputed = ({ id, what, operation, candidates: [one, other], files, isWritten = false }: Disputed): Point => ({
	id,
	question: `Which scope ${what} takes`,
	see: 'context-scopes',
	files,
	sides: sidesOf(one[0], other[0]),
	needs: [operation, one[1], other[1]],
	settle({ answers, own }) {
		if (isWritten && !own) return ONLY_WRITING;
		const statusOf = (asked: OperationId) => answers.get(asked)?.status;
		const allowed = isAllowed(statusOf(operation));
		if (allowed === undefined) return unanswered(answers.get(operation), operation);
		return whichScope(allowed, [one[0], isAllowed(statusOf(one[1]))], [other[0], isAllowed(statusOf(other[1]))]);
	},
});

const STREAM: Candidate = ['insight.stream', 'getInsights'];
const RECORD_READ: Candidate = ['record.read', 'getGraph'];
const RECORD_WRITE: Candidate = ['record.write', 'triggerCompoundingJob'];

/** Tries with IDs that no record has, so that nothing is changed whatever is allowed. */
async function removeMemberScope({ writer, own, answers }: Evidence): Promise<Settled> {
	if (!own) return ONLY_WRITING;
	if (!isMade(own, ['list'])) return { open: 'what it needs could not be made' };
	const list = own.ids.list ?? '';
	const removal = await writer.ask('removeRecordFromList', { path: { id: list, record_id: '1' } });
	const adding = await writer.ask('upsertListMember', { path: { id: list }, body: { parent_id: '1', attributes: {} } });
	if ([removal, adding].some(({ status }) => status === 0 || status >= 500)) return unanswered(removal, 'removeRecordFromList');
	const hasRecordWrite = isAllowed(answers.get('triggerCompoundingJob')?.status);
	return whichScope(removal.status !== 403, ['record.write', hasRecordWrite], ['list.member.write', adding.status !== 403]);
}

/** Points on scopes, which only a key that lacks some can settle. */
export const scopePoints: readonly Point[] = [
	disputed({
		id: 'context-scope',
		what: 'asking',
		operation: 'queryContext',
		candidates: [RECORD_READ, STREAM],
		files: ['nodes/shared/transport/scopes.ts'],
	}),
	disputed({
		id: 'artifact-scope',
		what: 'reading an artifact',
		operation: 'getArtifact',
		candidates: [RECORD_READ, STREAM],
		files: ['nodes/shared/transport/scopes.ts'],
		isWritten: true,
	}),
	disputed({
		id: 'text-scope',
		what: 'adding a text',
		operation: 'addContext',
		candidates: [RECORD_WRITE, STREAM],
		files: ['nodes/NexContext/operations/addText.ts'],
		isWritten: true,
	}),
	disputed({
		id: 'ai-list-scope',
		what: 'an AI list',
		operation: 'createAIListJob',
		candidates: [['list.member.write', 'upsertListMember'], STREAM],
		files: ['nodes/NexAiList/operations/create.ts'],
		isWritten: true,
	}),
	disputed({
		id: 'ai-list-read-scope',
		what: 'reading an AI list',
		operation: 'getAIListJob',
		candidates: [['list.member.read', 'getListRecords'], STREAM],
		files: ['nodes/NexAiList/operations/get.ts'],
		isWritten: true,
	}),
	{
		id: 'remove-member-scope',
		question: 'Which scope removing a list member takes',
		see: 'remove-member-scope',
		files: ['nodes/NexList/operations/removeMember.ts'],
		sides: sidesOf('record.write', 'list.member.write'),
		needs: ['triggerCompoundingJob'],
		things: ['list'],
		settle: removeMemberScope,
	},
	{
		id: 'notification-scope',
		question: 'Which scope the notification feed takes',
		see: 'scopes',
		files: ['nodes/NexNotification/operations/getFeed.ts'],
		sides: { 'notification.read': FINE, another: WRONG },
		needs: ['getNotificationFeed', 'listCustomNotificationRules'],
		settle({ answers }) {
			const [feed, rules] = ['getNotificationFeed', 'listCustomNotificationRules'].map((id) => answers.get(id)?.status);
			if (feed === 403 && rules === 403) return { side: 'notification.read' };
			if (feed === 403 || rules === 403) return { side: 'another' };
			return { open: 'only a key without it can tell' };
		},
	},
	{
		id: 'scope-refusal',
		question: 'Where a refusal for a scope has its words',
		see: 'scopes',
		files: ['nodes/shared/transport/words.ts'],
		sides: { ...WORDS, 'somewhere else': FINE },
		needs: [],
		settle({ answers }) {
			const refused = [...answers.values()].find(({ status }) => status === 403);
			return refused ? wordsIn(refused) : { open: 'nothing was refused for a scope: a key that lacks one can tell' };
		},
	},
	{
		id: 'scope-named',
		question: 'Whether a refusal names the scope that is missing',
		see: 'scopes',
		files: ['nodes/shared/transport/errors.ts'],
		sides: allFine('yes', 'no'),
		needs: [],
		settle({ answers }) {
			const refused = [...answers.values()].filter(({ status }) => status === 403);
			if (refused.length === 0) return { open: 'nothing was refused for a scope: a key that lacks one can tell' };
			const names = Object.keys(SCOPES);
			return { side: refused.every(({ body }) => names.some((name) => JSON.stringify(body ?? '').includes(name))) ? 'yes' : 'no' };
		},
	},
];
