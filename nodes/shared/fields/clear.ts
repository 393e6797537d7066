import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { byName } from '../byName';
import type { Prepare } from '../operation/definition';
import { inOrder } from '../operation/prepare';

/** Something that an update can take away. */
interface Clearable {
	/** As the form calls it. */
	name: string;
	/** Its name on the wire. */
	value: string;
	/** What Nex takes for "nothing" there. */
	sent: '' | null | [];
	/** True if Nex documents that this clears it. */
	isDocumented?: boolean;
}

const NAME = 'fieldsToClear';
const LABEL = 'Fields to Clear';

const clearChosen =
	(clearables: readonly Clearable[]): Prepare =>
	(context, request, form) => {
		const chosen = form.get(NAME);
		if (!Array.isArray(chosen)) return request;
		const cleared: IDataObject = {};
		for (const { name, value, sent } of clearables) {
			if (!chosen.includes(value)) continue;
			if (request.body && Object.hasOwn(request.body, value))
				throw new NodeOperationError(context.getNode(), `"${LABEL}" empties "${name}", which has a new value as well`, {
					description: `Take it out of "${LABEL}", or leave its field blank.`,
					itemIndex: context.getItemIndex(),
				});
			cleared[value] = sent;
		}
		return { ...request, body: { ...request.body, ...cleared } };
	};

/** Refuses an update that would change nothing. */
export const someChange: Prepare = (context, request) => {
	if (Object.keys(request.body ?? {}).length > 0) return request;
	throw new NodeOperationError(context.getNode(), '"Update Fields" has no value to write', {
		description: 'Add at least one field to change, or choose what to empty.',
		itemIndex: context.getItemIndex(),
	});
};

/**
 * "Fields to Clear", the one way to take away what stands in Nex: a blank in any other field leaves it alone.
 * With it comes what sends the changes of an update: what was chosen there is emptied, and no change at all is refused.
 */
export function clearing(clearables: readonly Clearable[]): { fieldsToClear: INodeProperties; sendChanges: Prepare } {
	return {
		fieldsToClear: {
			displayName: LABEL,
			name: NAME,
			type: 'multiOptions',
			default: [],
			description: 'What to empty in Nex. Whatever is left blank elsewhere stays as it is.',
			options: clearables
				.map(({ name, value, isDocumented = false }) => ({
					name,
					value,
					...(!isDocumented && { description: 'Nex does not document that this can be emptied' }),
				}))
				.sort(byName),
		},
		sendChanges: inOrder(clearChosen(clearables), someChange),
	};
}
