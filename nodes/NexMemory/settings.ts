import type { INodeProperties, ISupplyDataFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { accept } from '../shared/values/accept';
import { readField } from '../shared/values/field';
import type { MemoryParts } from './memory';
import { properties } from './properties';
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

/** The field that a path of the form leads to, such as "options.shortestQuestion". */
function fieldAt(path: string): INodeProperties {
	const field = path
		.split('.')
		.reduce<INodeProperties | undefined>(
			(outer, name) => ((outer ? outer.options : properties) as INodeProperties[] | undefined)?.find((one) => one.name === name),
			undefined,
		);
	if (!field) throw new Error(`The memory's form has no field ${path}`);
	return field;
}

/**
 * Reads a setting of the form by its description. A blank is its default.
 *
 * @throws NodeOperationError that names the field, if the value cannot be used
 */
function readSetting(context: ISupplyDataFunctions, path: string): unknown {
	const field = fieldAt(path);
	const value = context.getNodeParameter(path, 0, field.default) as unknown;
	return accept(context.getNode(), field.displayName, readField(value, field, context.getTimezone(), { isSetting: true }));
}

const readNumber = (context: ISupplyDataFunctions, path: string): number => Number(readSetting(context, path));

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
			sources: SOURCES[String(readSetting(context, 'recall'))] ?? [],
			longestWait: readNumber(context, 'longestWait') * 1_000,
			atMost: readNumber(context, 'atMost'),
			shortestQuestion: readNumber(context, 'options.shortestQuestion'),
		},
		remember: {
			what: readSetting(context, 'remember') as What,
			session: sharedText(context, 'session') ?? '',
			user: sharedText(context, 'user') ?? '',
		},
		turns: readNumber(context, 'options.contextWindowLength'),
	};
}
