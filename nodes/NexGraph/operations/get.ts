import { options } from '../../shared/fields';
import { operation } from '../../shared/operation';
import { without } from '../../shared/tool/compact';
import { graphItems } from '../items';
import { askForOutput, maximumNodes, output, outputFile } from '../output';

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
	fields: [output, outputFile, options(maximumNodes)],
	prepare: askForOutput,
	items: graphItems,
	compact: without('definition_slug', 'primary_attribute'),
	shortenedBy: ['maximumNodes'],
});
