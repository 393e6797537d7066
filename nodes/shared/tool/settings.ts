import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { acceptOfItem } from '../values/accept';
import { readField } from '../values/field';
import type { Meant } from './said';
import { withoutFillers } from './said';

/** Shown only if the node is a tool of an agent. */
export const ONLY_AS_TOOL: INodeProperties['displayOptions'] = { show: { '@tool': [true] } };

const longestAnswer: INodeProperties = {
	displayName: 'Longest Answer (Characters)',
	name: 'longestAnswer',
	type: 'number',
	default: 20_000,
	description:
		'How long an answer to the model may be, as JSON. What is longer is cut after whole items, and the model is told what was left ' +
		'out and how to ask for less.',
	typeOptions: { minValue: 1_000, numberPrecision: 0 },
	displayOptions: ONLY_AS_TOOL,
};

const compactAnswer: INodeProperties = {
	displayName: 'Compact Answer',
	name: 'compactAnswer',
	type: 'boolean',
	default: true,
	description: 'Whether to leave out of the answer what is empty and what a model has no use for',
	displayOptions: ONLY_AS_TOOL,
};

/** What a person sets for a tool, beside what the node has otherwise. */
export const toolSettings: INodeProperties[] = [compactAnswer, longestAnswer];

/** How an answer to a model is to be. */
export interface AnswerSettings {
	/** Characters. */
	longest: number;
	compact: boolean;
}

/** True if an agent runs the node as its tool: only then does n8n give it such settings. */
export const isTool = (context: IExecuteSingleFunctions): boolean => Object.hasOwn(context.getNode().parameters, longestAnswer.name);

/**
 * Whether n8n gives its model what a tool throws, as from 2.25 on: before, all of the agent's run ended with it. n8n does not
 * say which version it is, but this function of its came soon after.
 */
const tellsToolErrors = 'nodeIssuesToString' in NodeHelpers;

/**
 * True if the model would be told nothing of what is thrown: by an older n8n, or by an agent that runs the node inside its own
 * run, as those before version 3 do (n8n 2.41).
 */
export const losesErrors = (context: IExecuteSingleFunctions): boolean =>
	isTool(context) && (!tellsToolErrors || context.getExecuteData().node.name !== context.getNode().name);

/** @throws NodeOperationError that names the setting which cannot be used */
export function readAnswerSettings(context: IExecuteSingleFunctions): AnswerSettings {
	const read = (field: INodeProperties) =>
		acceptOfItem(context, field, readField(context.getNodeParameter(field.name, undefined) as unknown, field, context.getTimezone()));
	return { longest: Number(read(longestAnswer)), compact: read(compactAnswer) === true };
}

type Asked = Parameters<IExecuteSingleFunctions['getNodeParameter']>;

/** The same context, in which the node's parameters are read otherwise. */
export const readingOtherwise = (context: IExecuteSingleFunctions, read: (...asked: Asked) => unknown): IExecuteSingleFunctions =>
	Object.create(context, { getNodeParameter: { value: read } }) as IExecuteSingleFunctions;

/** The context of an operation that a model calls: what a model writes for lack of a value is blank in it. */
export const calledByModel = (context: IExecuteSingleFunctions, meant: Meant): IExecuteSingleFunctions =>
	readingOtherwise(context, (...asked) => withoutFillers(context.getNodeParameter(...asked), meant));
