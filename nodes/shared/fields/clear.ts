import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { byName } from '../byName';
import { outOfEnvelope } from '../answers/rows';
import { addHint } from '../hint';
import { asObject, isObject } from '../isObject';
import type { Prepare, Tell } from '../operation/definition';
import { inOrder } from '../operation/prepare';
import { isEmpty } from '../values/blank';

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

/** True for what Nex gives for nothing. */
const isCleared = (value: unknown): boolean =>
	isEmpty(value) || value === 'unspecified' || (isObject(value) && Object.keys(value).length === 0);

/** The names in a request that are to be emptied and that the answer still has a value for. */
const keptIn = (sent: IDataObject, answered: IDataObject): string[] =>
	Object.entries(sent).flatMap(([name, value]) => (isCleared(value) && !isCleared(answered[name]) ? [name] : []));

/**
 * Tells with the execution what was to be emptied and is not: Nex may take for nothing given what is sent to empty something.
 *
 * @param labels what the form calls what the wire has other names for
 */
export const tellKept =
	(labels: ReadonlyMap<string, string> = new Map()): Tell =>
	(context, { body: { attributes, ...body } = {} }, answer) => {
		const row = asObject(outOfEnvelope(answer));
		const kept = [...keptIn(body, row), ...keptIn(asObject(attributes), asObject(row.attributes))];
		const names = kept.map((name) => `"${labels.get(name) ?? name}"`).join(', ');
		if (names !== '') addHint(context, `Nex still has a value in ${names}, though it was told to empty it.`);
	};

/** Refuses an update that would change nothing. */
export const someChange: Prepare = (context, request) => {
	if (Object.keys(request.body ?? {}).length > 0) return request;
	throw new NodeOperationError(context.getNode(), '"Update Fields" has no value to write', {
		description: 'Add at least one field to change, or choose what to empty.',
		itemIndex: context.getItemIndex(),
	});
};

interface Clearing {
	fieldsToClear: INodeProperties;
	sendChanges: Prepare;
	tellKept: Tell;
}

/**
 * "Fields to Clear", the one way to take away what stands in Nex: a blank in any other field leaves it alone.
 * With it comes what sends the changes of an update: what was chosen there is emptied, and no change at all is refused; and what
 * tells if Nex has not emptied it.
 */
export function clearing(clearables: readonly Clearable[]): Clearing {
	return {
		tellKept: tellKept(new Map(clearables.map(({ name, value }) => [value, name]))),
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
