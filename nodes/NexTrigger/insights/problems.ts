import { hash } from 'node:crypto';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { answerError } from '../../shared/transport/errors';
import { STREAM_SCOPES } from './getInsights';
import type { Members } from './members';

/** Events that cannot be read, and moments that are too full, of which each is shown once. */
const MOST_TOLD = 100;

/** Tells the triggers of one key what is wrong, each thing once. */
export interface Problems {
	/** True for a kind of event that nobody has heard of yet: REST has to tell what it means. */
	isNewKind(kind: string): boolean;
	/** Shows that an event cannot be read; false if the same was shown before. */
	badEvent(what: string, data: string): boolean;
	/** More insights of one moment (milliseconds since 1970) than an answer holds cannot be asked for: whoever waits has to know. */
	crowded(time: number): void;
	/** Shows that Nex refuses the key, to those who do not know yet. */
	refusedKey(status: number, body: string): void;
	/** The key is good: if it is refused later, that is told anew. */
	keyIsGood(): void;
	/** Shows an error of n8n's to all. */
	show(error: unknown): void;
	/** Events that cannot be read are shown anew. */
	forgetEvents(): void;
}

/** @param apiKey what no problem may show */
export function createProblems(members: Members, apiKey: string): Problems {
	const events = new Set<string>();
	const moments = new Set<string>();

	const isNew = (told: Set<string>, what: string) => {
		if (told.has(what) || told.size >= MOST_TOLD) return false;
		told.add(what);
		return true;
	};

	const showEach = (message: string, description: string) => {
		for (const { context, onProblem } of [...members.all]) onProblem(new NodeOperationError(context.getNode(), message, { description }));
	};

	return {
		isNewKind: (kind) => isNew(events, kind),
		badEvent(what, data) {
			if (!isNew(events, hash('sha256', data, 'base64url'))) return false;
			showEach(
				`Nex sent an event that cannot be read: ${what}`,
				'The trigger goes on, and asks Nex for the insights that may have been in it.',
			);
			return true;
		},
		crowded(time) {
			const moment = new Date(time).toISOString();
			if (!isNew(moments, moment)) return;
			showEach(
				`Nex has more insights of one moment, ${moment}, than it gives at once`,
				'Some of them may not have started the workflow. Look at the insights of that moment in Nex.',
			);
		},
		refusedKey(status, body) {
			const words = body.replaceAll(apiKey, '***');
			for (const member of [...members.all]) {
				if (member.told) continue;
				member.told = true;
				member.onProblem(answerError(member.context.getNode(), status, words, { scopes: STREAM_SCOPES }, { count: 1, waited: 0 }));
			}
		},
		keyIsGood() {
			for (const member of members.all) member.told = false;
		},
		show(error) {
			if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return;
			for (const { onProblem } of [...members.all]) onProblem(error);
		},
		forgetEvents: () => events.clear(),
	};
}
