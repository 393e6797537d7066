import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { createReader } from './feed';
import { inOrder } from './notification';
import type { NotificationSettings } from './trigger';

/**
 * The most recent notification, for a test in the editor.
 *
 * @throws NodeOperationError if there is none; NodeApiError if Nex refuses or cannot be reached
 */
export async function sampleNotification(
	context: ITriggerFunctions,
	{ matches }: Pick<NotificationSettings, 'matches'>,
): Promise<IDataObject> {
	const items = await createReader(context, () => undefined)();
	const newest = inOrder(items).filter(matches).at(-1);
	if (newest) return newest;
	throw new NodeOperationError(context.getNode(), 'There is no notification that passes the filters', {
		description: 'Wait until Nex has one, or widen the filters.',
	});
}
