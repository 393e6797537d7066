import type { ISupplyDataFunctions } from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import { isBlank } from '../shared/values/blank';
import type { MemoryParts } from './memory';
import type { Source } from './recall';
import type { What } from './remember';

const SOURCES: Record<string, readonly Source[]> = { ask: ['ask'], search: ['search'], both: ['ask', 'search'] };

/**
 * A field as text, if it is the same for all items that the agent works on: n8n gives one memory to all of them.
 * Undefined if they differ.
 */
function sharedText(context: ISupplyDataFunctions, name: string): string | undefined {
	const textAt = (index: number) => {
		const value = context.getNodeParameter(name, index, '') as unknown;
		return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
	};
	const first = textAt(0);
	for (let i = 1; i < context.getInputData(0, NodeConnectionTypes.Main).length; i++) if (textAt(i) !== first) return undefined;
	return first;
}

/** A number from the form, or from an expression; the default if it is blank. */
function readNumber(context: ISupplyDataFunctions, name: string, label: string, usual: number, least: number): number {
	const value = context.getNodeParameter(name, 0, usual) as unknown;
	if (isBlank(value)) return usual;
	const number = Number(value);
	if (Number.isFinite(number) && number >= least) return number;
	throw new NodeOperationError(
		context.getNode(),
		`"${label}" must be a number of ${least} or more. Correct the field, or the expression that fills it.`,
	);
}

/** What the form says, without the place for the conversation. */
export function readSettings(context: ISupplyDataFunctions): Omit<MemoryParts, 'conversation'> & { turns: number } {
	const question = sharedText(context, 'question');
	return {
		question:
			question === undefined
				? {
						problem:
							'The agent got several items with different questions and has one memory for all. Put Loop Over Items before the agent.',
					}
				: { text: question },
		recall: {
			sources: SOURCES[context.getNodeParameter('recall', 0) as string] ?? [],
			longestWait: readNumber(context, 'longestWait', 'Longest Wait', 8, 0.1) * 1_000,
			atMost: readNumber(context, 'atMost', 'At Most', 4_000, 100),
			shortestQuestion: readNumber(context, 'options.shortestQuestion', 'Shortest Question', 15, 1),
		},
		remember: {
			what: context.getNodeParameter('remember', 0) as What,
			session: sharedText(context, 'session') ?? '',
			user: sharedText(context, 'user') ?? '',
		},
		turns: readNumber(context, 'options.contextWindowLength', 'Context Window Length', 5, 0),
	};
}
