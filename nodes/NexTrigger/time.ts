import type { ITriggerFunctions } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';
import { isEmpty } from '../shared/values/blank';

/** A moment from the form in milliseconds since 1970, one without a time zone in the workflow's; `undefined` where there is none. */
export function readTime(context: ITriggerFunctions, value: unknown): number | undefined {
	if (isEmpty(value)) return undefined;
	try {
		return tryToParseDateTime(value, context.getTimezone()).toMillis();
	} catch {
		return undefined;
	}
}
