import { NodeOperationError } from 'n8n-workflow';
import type { Prepare } from '../shared/operation';

/** Hours and minutes are what every source of the API takes; days are not (docs/api.md#insight-window). */
const UNITS: Record<string, { letter: string; times: number }> = {
	minutes: { letter: 'm', times: 1 },
	hours: { letter: 'h', times: 1 },
	days: { letter: 'h', times: 24 },
};

/** Sends the time that insights are from: a stretch that ends now, or two dates in their order. */
export const sendWindow: Prepare = (context, request, form) => {
	const { from, to } = request.query ?? {};
	if (typeof from === 'string' && typeof to === 'string' && from > to) {
		throw new NodeOperationError(context.getNode(), '"From" is after "To"', {
			description: 'Exchange the two dates.',
			itemIndex: context.getItemIndex(),
		});
	}
	if (form.get('window') !== 'last') return request;
	const { letter, times } = UNITS[String(form.get('unit'))] ?? { letter: 'h', times: 1 };
	return { ...request, query: { ...request.query, last: `${Number(form.get('last')) * times}${letter}` } };
};
