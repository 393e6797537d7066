import type { INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Prepare } from '../operation/definition';
import { toggle, wholeNumber } from './byType';

const LIMIT = { displayName: 'Limit', name: 'limit', default: 50, description: 'Max number of results to return' };

/** "Return All" and "Limit", for operations that give many rows. */
export function returnAllAndLimit(): INodeProperties[] {
	return [
		toggle({
			displayName: 'Return All',
			name: 'returnAll',
			description: 'Whether to return all results or only up to a given limit',
		}),
		wholeNumber({ ...LIMIT, displayOptions: { show: { returnAll: [false] } } }),
	];
}

/**
 * "Limit" alone, for operations that give one page and no more. {@link atMost} has to hold it to what Nex allows.
 *
 * @param hint how many rows Nex gives, and what to do if that is too few
 */
export const limit = (place: 'body' | 'query', hint: string): INodeProperties => wholeNumber({ ...LIMIT, hint, [place]: 'limit' });

/** Refuses a Limit above `most` rows: the linters want no maximum in the form. */
export function atMost(most: number): Prepare {
	return (context, request) => {
		const wanted = request.body?.limit ?? request.query?.limit;
		if (typeof wanted !== 'number' || wanted <= most) return request;
		throw new NodeOperationError(context.getNode(), `"Limit" is ${wanted}, but Nex gives no more than ${most} at once`, {
			description: `Set it to ${most} or less.`,
			itemIndex: context.getItemIndex(),
		});
	};
}

/**
 * "Offset", for operations whose pages go by it.
 *
 * @param rows what is skipped, such as "records"
 */
export const offset = (rows: string): INodeProperties =>
	wholeNumber({
		displayName: 'Offset',
		name: 'offset',
		default: 0,
		least: 0,
		description: `How many ${rows} to skip before the first one`,
	});
