import { operation } from '../../shared/operation';
import { graphItems } from '../items';
import { without } from '../../shared/tool/compact';

/** Nex would give a thousand, which is more than an AI model can take in. */
const FITS_A_MODEL = 100;

export const get = operation({
	name: 'Get Graph',
	value: 'get',
	action: 'Get graph of records and relationships',
	description:
		'Retrieve the knowledge graph of the workspace: records, how they relate, what texts say of them and what Nex has concluded. ' +
		'As items, or as a page to open in a browser.',
	returns: 'each record of the graph with its ID, name, type and insights, unless another part was chosen',
	scopes: ['record.read'],
	method: 'GET',
	url: '/v1/graph',
	fields: [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'nodes',
			description: 'Which part of the graph to return, and how',
			options: [
				{
					name: 'Context Edges',
					value: 'contextEdges',
					description: 'One item for each connection that Nex has found in texts or by concluding, with the names of both ends',
				},
				{ name: 'Edges', value: 'edges', description: 'One item for each relationship between records, with the names of both ends' },
				{ name: 'HTML Page', value: 'html', description: 'One file: a page that draws the graph, to open in a browser' },
				{
					name: 'Insights',
					value: 'insights',
					description: 'One item for each conclusion, with the records it is about and the insights it is linked to',
				},
				{
					name: 'Nodes',
					value: 'nodes',
					description: 'One item for each record, and for each name in texts that is no record yet, with what Nex has concluded about it',
				},
				{
					name: 'Whole Graph',
					value: 'whole',
					description: 'One item with everything as Nex sends it, totals and relationship definitions included',
				},
			],
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			description: 'The name of the binary field of the item that gets the file',
			hint: 'The name of the output binary field to put the file in',
			displayOptions: { show: { output: ['html'] } },
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Maximum Nodes',
					name: 'maximumNodes',
					type: 'number',
					default: 100,
					description:
						'How many records the graph may have, from 1 to 5000: 100 unless given, which fits an AI model, and 1000 for a page. ' +
						'The newest come first.',
					typeOptions: { minValue: 1, maxValue: 5000, numberPrecision: 0 },
					routing: { send: { type: 'query', property: 'limit' } },
				},
			],
		},
	],
	// Nex decides by the Accept header as well, so both say the same (docs/api.md#graph).
	prepare: (_context, request, form) =>
		form.get('output') === 'html'
			? { ...request, accept: 'text/html', query: { ...request.query, format: 'html' } }
			: { ...request, query: { limit: FITS_A_MODEL, ...request.query, format: 'json' } },
	items: graphItems,
	compact: without('definition_slug', 'primary_attribute'),
	shortenedBy: ['maximumNodes'],
});
