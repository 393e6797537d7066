import type { INodeExecutionData } from 'n8n-workflow';
import { withoutEmpty } from './compact';
import { deepFields } from './description';
import { fitRows } from './fit';
import type { ToolOperation } from './operation';
import type { AnswerSettings } from './settings';

/** Fields of many operations that make an answer shorter, by name. */
const SHORTENING = ['limit', 'offset', 'attributeSlugs', 'attributes', 'includeAttributes'];

function howToAskForLess({ fields, shortenedBy = [] }: ToolOperation): string {
	const shortens = new Set([...SHORTENING, ...shortenedBy]);
	const names = new Set(
		deepFields(fields)
			.filter(({ name, type }) => shortens.has(name) && type !== 'resourceMapper')
			.map(({ displayName }) => displayName),
	);
	const ask = names.size > 0 ? `Ask for less with ${[...names].join(', ')}, or for one of them by its ID. ` : '';
	return `${ask}A person can raise "Longest Answer" of this tool.`;
}

/** The items of an operation as a model gets them: without what it has no use for, and no longer than a person allows. */
export function answerForModel(
	items: INodeExecutionData[],
	operation: ToolOperation,
	{ longest, compact }: AnswerSettings,
): INodeExecutionData[] {
	const compactRow = operation.compact ?? ((row) => row);
	const rows = items.map(({ json }) => (compact ? withoutEmpty(compactRow(json)) : json));
	return fitRows(rows, longest, howToAskForLess(operation)).map((json, index) => ({ ...items[index], json }));
}
