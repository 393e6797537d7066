import { returnAllAndLimit } from '../../shared/fields/limit';
import { objectType } from '../../shared/fields/objectType';
import { simplify } from '../../shared/fields/simplify';
import { simplifyRecord } from '../../shared/attributes/plain';
import { operation, rowsUnder } from '../../shared/operation';
import type { Prepare } from '../../shared/operation';

/** Sends chosen slugs as Nex wants them, and asks for all attributes where nothing is chosen, because Nex documents no default. */
const chooseAttributes: Prepare = (_context, request) => {
	const { attributeSlugs, attributes, ...body } = request.body ?? {};
	const slugs = Array.isArray(attributeSlugs) ? attributeSlugs : [];
	return { ...request, body: { ...body, attributes: slugs.length > 0 ? { mode: 'custom', slugs } : (attributes ?? 'all') } };
};

export const getMany = operation({
	name: 'Get Many Records',
	value: 'getMany',
	action: 'Get many records',
	description: 'Retrieve records of one object type',
	scopes: ['record.read'],
	method: 'POST',
	readOnly: true,
	url: '/v1/objects/{objectType}/records',
	notFound: 'There is no such object type',
	paging: { by: 'offset', in: 'body', pageSize: 100 },
	answer: rowsUnder('data'),
	fields: [
		objectType(),
		...returnAllAndLimit(),
		simplify(),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Attribute Names or IDs',
					name: 'attributeSlugs',
					type: 'multiOptions',
					default: [],
					description: 'The attributes to return and no others. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					typeOptions: { loadOptionsMethod: 'getAttributes', loadOptionsDependsOn: ['objectType.value'] },
					routing: { send: { type: 'body', property: 'attributeSlugs' } },
				},
				{
					displayName: 'Attributes to Return',
					name: 'attributes',
					type: 'options',
					default: 'all',
					description: 'How much of each record to return. Fewer attributes make a faster answer.',
					options: [
						{ name: 'All', value: 'all' },
						{ name: 'None', value: 'none' },
						{ name: 'Primary', value: 'primary' },
					],
					routing: { send: { type: 'body', property: 'attributes' } },
				},
				{
					displayName: 'Offset',
					name: 'offset',
					type: 'number',
					default: 0,
					description: 'How many records to skip before the first one',
					typeOptions: { minValue: 0, numberPrecision: 0 },
				},
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
									description: 'The attribute to sort by. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
									typeOptions: { loadOptionsMethod: 'getAttributes', loadOptionsDependsOn: ['objectType.value'] },
									routing: { send: { type: 'body', property: 'sort.attribute' } },
								},
								{
									displayName: 'Direction',
									name: 'direction',
									type: 'options',
									default: 'asc',
									options: [
										{ name: 'Ascending', value: 'asc' },
										{ name: 'Descending', value: 'desc' },
									],
									description: 'Whether the smallest or the largest comes first',
									routing: { send: { type: 'body', property: 'sort.direction' } },
								},
							],
						},
					],
				},
			],
		},
	],
	prepare: chooseAttributes,
	simplify: simplifyRecord,
});
