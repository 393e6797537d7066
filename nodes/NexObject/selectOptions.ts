import { NodeOperationError } from 'n8n-workflow';
import { isEmpty } from '../shared/values/blank';
import type { Prepare } from '../shared/operation';

interface Row {
	id?: unknown;
	name?: unknown;
}

/** Sends the choices typed at `path` of the form; a choice without an ID is a new one. */
export function sendSelectOptions(path: string): Prepare {
	return (context, request) => {
		const rows = context.getNodeParameter(path, []) as Row[];
		if (rows.length === 0) return request;
		const selectOptions = rows.map(({ id, name }) => {
			if (isEmpty(name)) {
				throw new NodeOperationError(context.getNode(), 'A select option has no name', {
					description: 'Give every option in "Select Options" a name.',
					itemIndex: context.getItemIndex(),
				});
			}
			return { ...(!isEmpty(id) && { id: String(id).trim() }), name: String(name) };
		});
		const { options } = request.body ?? {};
		return { ...request, body: { ...request.body, options: { ...(options as object | undefined), select_options: selectOptions } } };
	};
}
