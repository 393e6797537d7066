import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { readAttributes } from '../shared/attributes/definition';
import { asObject, objectsIn } from '../shared/isObject';
import type { Prepare } from '../shared/operation';
import { askBefore } from '../shared/operation';
import type { NexRequest } from '../shared/transport/request';
import { trimmed } from '../shared/trimmed';
import { isBlank } from '../shared/values/blank';
import { findChoice } from '../shared/values/choice';
import { readText } from '../shared/values/text';

interface Option {
	id?: string;
	name: string;
}

const refuse = (context: IExecuteSingleFunctions, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { description, itemIndex: context.getItemIndex() });

function readOptionText(context: IExecuteSingleFunctions, value: unknown): string {
	const read = isBlank(value) ? { problem: 'has no name' } : readText(value);
	if (!('problem' in read) && read.value !== undefined) return read.value;
	const problem = 'problem' in read ? read.problem : 'has no name';
	throw refuse(context, `An option of "Select Options" ${problem}`, 'Give every option in "Select Options" a name, as text.');
}

/** The choices typed at `path` of the form. */
function readOptions(context: IExecuteSingleFunctions, path: string): Option[] {
	const rows = objectsIn(context.getNodeParameter(path, []));
	if (rows.every(({ id, name }) => isBlank(id) && isBlank(name))) return [];
	return rows.map(({ id, name }) => ({
		...(!isBlank(id) && { id: trimmed(readOptionText(context, id)) }),
		name: readOptionText(context, name),
	}));
}

function withOptions(request: NexRequest, options: Option[]): NexRequest {
	return {
		...request,
		body: { ...request.body, options: { ...asObject(request.body?.options), select_options: options.map((option) => ({ ...option })) } },
	};
}

/** Sends the choices typed at `path` of the form as those of a new attribute. */
export function sendNewOptions(path: string): Prepare {
	return (context, request) => {
		const options = readOptions(context, path);
		return options.length > 0 ? withOptions(request, options) : request;
	};
}

/** The choices that the attribute of the request's path has by now. */
async function standingOptions(context: IExecuteSingleFunctions, request: NexRequest): Promise<Option[]> {
	const [path = '', attribute = ''] = request.path.split('/attributes/');
	const body = await askBefore(context, request, { method: 'GET', path, scopes: ['object.read'] });
	const found = readAttributes(body).find(({ id, slug }) => [id, slug].includes(decodeURIComponent(attribute)));
	if (!found)
		throw refuse(context, 'The attribute was not found on this object type', 'Choose it from the list, or enter its ID and not its slug.');
	return found.options.map(({ id, name }) => ({ ...(id !== '' && { id }), name }));
}

/**
 * Sends the choices typed at `path` of the form together with those that stand, each with its ID: it is not known whether
 * Nex keeps those that are left out. One that is typed by the ID or name of a choice renames it; one that is there already is not added.
 */
export function sendChangedOptions(path: string): Prepare {
	return async (context, request) => {
		const typed = readOptions(context, path);
		if (typed.length === 0) return request;
		const options = await standingOptions(context, request);
		const find = (wanted: string) =>
			findChoice(
				wanted,
				options.map((option) => ({ name: option.name, value: option.id ?? option.name, option })),
			)?.option;
		for (const { id, name } of typed) {
			const known = find(id ?? name);
			if (id !== undefined && !known)
				throw refuse(
					context,
					`"Select Options" has no option "${id}" to rename`,
					`Choose one of: ${options.map((option) => option.name).join(', ')}. Or leave it empty to add one.`,
				);
			if (!known) options.push({ name });
			else if (id !== undefined) known.name = name;
		}
		return withOptions(request, options);
	};
}
