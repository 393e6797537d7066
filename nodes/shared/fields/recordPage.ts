import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Prepare } from '../operation/definition';
import { isEmpty } from '../values/blank';
import { choice } from './byType';
import { options } from './collections';
import { offset } from './limit';

/** Sends chosen slugs as Nex wants them, and asks for all attributes if nothing is chosen, because Nex documents no default. */
export const chooseAttributes: Prepare = (context, request) => {
	const { attributeSlugs, attributes, ...body } = request.body ?? {};
	if (body.sort && isEmpty((body.sort as IDataObject).attribute)) {
		throw new NodeOperationError(context.getNode(), '"Sort" has no attribute to sort by', {
			description: 'Choose an attribute, or remove the option.',
			itemIndex: context.getItemIndex(),
		});
	}
	const slugs = Array.isArray(attributeSlugs) ? attributeSlugs : [];
	return { ...request, body: { ...body, attributes: slugs.length > 0 ? { mode: 'custom', slugs } : (attributes ?? 'all') } };
};

const attributesToReturn = choice({
	displayName: 'Attributes to Return',
	name: 'attributes',
	default: 'all',
	description:
		'How much of each record to return. Fewer attributes make a faster answer. Attributes that are chosen by name count instead.',
	options: [
		{ name: 'All', value: 'all', description: 'Every attribute of each record' },
		{ name: 'None', value: 'none', description: 'Only ID, object type and dates' },
		{ name: 'Primary', value: 'primary', description: 'Only the attribute that names the record' },
	],
	body: 'attributes',
});

const direction = choice({
	displayName: 'Direction',
	name: 'direction',
	default: 'asc',
	options: [
		{ name: 'Ascending', value: 'asc' },
		{ name: 'Descending', value: 'desc' },
	],
	description: 'Whether the smallest or the largest comes first',
	body: 'sort.direction',
});

/**
 * What may be asked of a page of records or list members: their attributes, order and offset. `chooseAttributes` has
 * to prepare the request.
 *
 * @param loadOptionsMethod lists the attributes to return
 * @param sortMethod lists what can be sorted by
 */
export function recordPageOptions(loadOptionsMethod: string, sortMethod: string, loadOptionsDependsOn: string[]): INodeProperties {
	return options(
		{
			displayName: 'Attribute Names or IDs',
			name: 'attributeSlugs',
			type: 'multiOptions',
			default: [],
			description:
				'The attributes to return and no others. An expression gives them by slug. ' +
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			typeOptions: { loadOptionsMethod, loadOptionsDependsOn },
			routing: { send: { type: 'body', property: 'attributeSlugs' } },
		},
		attributesToReturn,
		offset('records'),
		{
			displayName: 'Sort',
			name: 'sort',
			type: 'fixedCollection',
			default: { by: { attribute: '', direction: 'asc' } },
			description: 'The order of the records',
			options: [
				{
					displayName: 'By',
					name: 'by',
					values: [
						{
							displayName: 'Attribute Name or ID',
							name: 'attribute',
							type: 'options',
							default: '',
							description:
								'The attribute to sort by, or the time a record was created or updated, which Nex does not document. ' +
								'An expression gives it by slug, created_at or updated_at. ' +
								'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
							typeOptions: { loadOptionsMethod: sortMethod, loadOptionsDependsOn },
							routing: { send: { type: 'body', property: 'sort.attribute' } },
						},
						direction,
					],
				},
			],
		},
	);
}
