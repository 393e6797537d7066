import { NodeOperationError } from 'n8n-workflow';
import { nextPage } from '../shared/answers/page';
import type { ReadStanding } from '../shared/fields';
import { asObject } from '../shared/isObject';
import { askBefore, rowsUnder } from '../shared/operation';

const PAGE = 100;

/** The member of the path as it stands. Nex gives members page by page only, so they are read up to it. */
export const standingMember: ReadStanding = async (context, request) => {
	const [list, member] = [request.path.slice(0, request.path.lastIndexOf('/')), request.path.slice(request.path.lastIndexOf('/') + 1)];
	const wanted = decodeURIComponent(member);
	for (let offset: number | undefined = 0; offset !== undefined;) {
		const body = await askBefore(context, request, {
			method: 'POST',
			path: list,
			body: { attributes: 'all', limit: PAGE, offset },
			scopes: ['list.member.read'],
			readOnly: true,
		});
		const rows = rowsUnder('data')(body, {}) ?? [];
		const row = rows.find(({ id, parent_id: parent }) => String(id) === wanted || String(parent) === wanted);
		if (row) return { row };
		const next = nextPage(body, offset + rows.length, rows.length, PAGE);
		offset = next === undefined ? undefined : Number(next);
	}
	throw new NodeOperationError(context.getNode(), 'The member was not found in the list', {
		description: 'Give the ID of the list entry, as Add Member to List and Get Many List Members return it.',
		itemIndex: context.getItemIndex(),
	});
};

/** The record as it stands in the list: adding it without attributes changes nothing of one that is there, and gives it. */
export const standingEntry: ReadStanding = async (context, request) => {
	return {
		row: asObject(await askBefore(context, request, { method: 'PUT', path: request.path, body: request.body, scopes: request.scopes })),
	};
};
