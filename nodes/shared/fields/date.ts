import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError, tryToParseDateTime } from 'n8n-workflow';

/**
 * A date from the form or an expression as RFC 3339 in UTC, such as 2026-05-04T08:00:00.000Z.
 * One without a time zone is meant in the workflow's.
 *
 * @throws NodeOperationError that names the field, where the value is no date
 */
export function utcDate(context: IExecuteSingleFunctions, displayName: string, value: unknown): string {
	try {
		return tryToParseDateTime(value, context.getTimezone()).toJSDate().toISOString();
	} catch {
		throw new NodeOperationError(context.getNode(), `"${displayName}" is not a date, but ${JSON.stringify(value)}`, {
			description: 'Choose a date, or write it like 2026-05-04T08:00:00Z.',
			itemIndex: context.getItemIndex(),
		});
	}
}
