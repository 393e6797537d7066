import type { INodeProperties } from 'n8n-workflow';
import { choice, wholeNumber } from '../shared/fields';
import type { Prepare } from '../shared/operation';

/** Which part of the graph comes out, and how. */
export const output = choice({
	displayName: 'Output',
	name: 'output',
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
});

/** The field of the item that gets the page. */
export const outputFile: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	description: 'The name of the binary field of the item that gets the file',
	hint: 'The name of the output binary field to put the file in',
	displayOptions: { show: { output: ['html'] } },
};

export const maximumNodes = wholeNumber({
	displayName: 'Maximum Nodes',
	name: 'maximumNodes',
	default: 100,
	most: 5000,
	description:
		'How many records the graph may have, from 1 to 5000: 100 unless given, which fits an AI model, and 1000 for a page. ' +
		'The newest come first.',
	query: 'limit',
});

/** Nex would give a thousand, which is more than an AI model can take in. */
const FITS_A_MODEL = 100;

/** Asks for the page or for data. Nex decides by the Accept header as well, so both say the same (docs/api.md#graph). */
export const askForOutput: Prepare = (_context, request, form) =>
	form.get('output') === 'html'
		? { ...request, accept: 'text/html', query: { ...request.query, format: 'html' } }
		: { ...request, query: { limit: FITS_A_MODEL, ...request.query, format: 'json' } };
