import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { inOrder, unfold } from './event';
import { Missing } from './look';
import { createReader } from './reader';
import type { TimelineSettings } from './trigger';
import { createWatch } from './watch';

/** Records that a test in the editor looks at for an event. */
const RECORDS_TESTED = 20;

/**
 * The most recent event on a watched timeline, for a test in the editor.
 *
 * @throws NodeOperationError if there is none; NodeApiError if Nex refuses or cannot be reached
 */
export async function sampleEvent(
	context: ITriggerFunctions,
	{ watched, matches, flatten }: Pick<TimelineSettings, 'watched' | 'matches' | 'flatten'>,
): Promise<IDataObject> {
	const { signal } = new AbortController();
	const read = createReader(context, () => undefined);
	const ids = await createWatch(context, watched, read)({ signal });
	for (const id of ids.slice(0, RECORDS_TESTED)) {
		const page = await read(id, undefined, { signal, once: false }).catch((error: unknown) => {
			if (error instanceof Missing) return undefined;
			throw error;
		});
		const newest = inOrder(page?.events ?? [])
			.flatMap((event) => unfold(id, event, { isNew: () => true, matches, flatten }))
			.at(-1);
		if (newest) return newest.event.json;
	}
	throw ids.length === 0
		? new NodeOperationError(context.getNode(), 'There is no record to watch', {
				description: 'Choose a record, or a list or an object type that has some.',
			})
		: new NodeOperationError(
				context.getNode(),
				`The timelines of the first ${Math.min(ids.length, RECORDS_TESTED)} records have no event that passes the filters`,
				{ description: 'Change one of the records in Nex and test again, or widen the filters.' },
			);
}
