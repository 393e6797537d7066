import { hash } from 'node:crypto';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Members } from './members';

/** Events that cannot be read, and moments that are too full, of which each is shown once. */
const MOST_TOLD = 100;

function isNew(told: Set<string>, what: string): boolean {
	if (told.has(what) || told.size >= MOST_TOLD) return false;
	told.add(what);
	return true;
}

export type Problems = ReturnType<typeof createProblems>;

/** Tells the triggers of one key what is wrong, each thing once. */
export function createProblems({ all }: Members) {
	const events = new Set<string>();
	const moments = new Set<string>();

	const showEach = (message: string, description: string) => {
		for (const { context, session } of [...all]) session.show(new NodeOperationError(context.getNode(), message, { description }));
	};

	return {
		/** True for a kind of event that nobody has heard of yet: REST has to tell what it means. */
		isNewKind: (kind: string): boolean => isNew(events, kind),
		/** Shows that an event cannot be read; false if the same was shown before. */
		badEvent(what: string, data: string): boolean {
			if (!isNew(events, hash('sha256', data, 'base64url'))) return false;
			showEach(
				`Nex sent an event that cannot be read: ${what}`,
				'The trigger goes on, and asks Nex for the insights that may have been in it.',
			);
			return true;
		},
		/** More insights of one moment (milliseconds since 1970) than an answer holds cannot be asked for: whoever waits has to know. */
		crowded(time: number): void {
			const moment = new Date(time).toISOString();
			if (!isNew(moments, moment)) return;
			showEach(
				`Nex has more insights of one moment, ${moment}, than it gives at once`,
				'Some of them may not have started the workflow. Look at the insights of that moment in Nex.',
			);
		},
		/** Shows that Nex refuses the key, to those who do not know yet. */
		refusedKey(refusal: NodeApiError): void {
			for (const member of [...all]) {
				if (!member.told) member.session.show(refusal);
				member.told = true;
			}
		},
		/** The key is good: if it is refused later, that is told anew. */
		keyIsGood(): void {
			for (const member of all) member.told = false;
		},
		/** Shows an error of n8n's to all. */
		show(error: unknown): void {
			if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return;
			for (const { session } of [...all]) session.show(error);
		},
		/** Events that cannot be read are shown anew. */
		forgetEvents: (): void => events.clear(),
	};
}
