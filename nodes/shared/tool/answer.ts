import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation/definition';
import { withoutEmpty } from './compact';
import { deepFields } from './description';
import { fitRows } from './fit';
import type { AnswerSettings } from './settings';

/** Fields that make an answer shorter, by name. */
const NARROWING = new Set([
	'limit',
	'offset',
	'maximumNodes',
	'attributeSlugs',
	'attributes',
	'includeAttributes',
	'filters',
	'since',
	'search',
]);

const isNarrowing = ({ name, type }: INodeProperties) => NARROWING.has(name) && type !== 'resourceMapper' && type !== 'collection';

function howToAskForLess({ fields }: Operation): string {
	const names = new Set(
		deepFields(fields)
			.filter(isNarrowing)
			.map(({ displayName }) => displayName),
	);
	const ask = names.size > 0 ? `Ask for less with ${[...names].join(', ')}, or for one of them by its ID. ` : '';
	return `${ask}A person can raise "Longest Answer" of this tool.`;
}

/** The items of an operation as a model gets them: without what it has no use for, and no longer than a person allows. */
export function answerForModel(
	items: INodeExecutionData[],
	operation: Operation,
	{ longest, compact }: AnswerSettings,
): INodeExecutionData[] {
	const compactRow = operation.compact ?? ((row) => row);
	const rows = items.map(({ json }) => (compact ? withoutEmpty(compactRow(json)) : json));
	return fitRows(rows, longest, howToAskForLess(operation)).map((json, index) => ({ ...items[index], json }));
}
