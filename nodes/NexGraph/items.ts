import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject, objectList } from '../shared/isObject';
import type { Form } from '../shared/operation';
import { answeredWithout } from '../shared/operation/assertAnswer';
import { readEdges, readInsightNodes, readNodes } from './graph';

const READERS: Record<string, (graph: IDataObject) => IDataObject[]> = {
	contextEdges: (graph) => readEdges(graph, 'context_edges'),
	edges: (graph) => readEdges(graph, 'edges'),
	insights: readInsightNodes,
	nodes: readNodes,
	whole: (graph) => [graph],
};

const PARTS = ['nodes', 'edges', 'context_edges', 'insights', 'insight_nodes', 'total_nodes'];

/** A graph has one of its parts; Nex may leave out what is empty, and so all of them. */
const isGraph = (body: IDataObject): boolean => Object.keys(body).length === 0 || PARTS.some((part) => part in body);

/** The parts that are lists. */
const LISTS = ['nodes', 'edges', 'context_edges', 'insight_nodes'];

const FILE = { name: 'graph.html', type: 'text/html' };

async function fileItem(context: IExecuteSingleFunctions, body: unknown, form: Form): Promise<INodeExecutionData> {
	const html = typeof body === 'string' ? body : '';
	if (!html.trimStart().startsWith('<')) {
		throw new NodeOperationError(context.getNode(), 'Nex did not send a page', {
			description: 'Choose another Output, or try again later.',
			itemIndex: context.getItemIndex(),
		});
	}
	const file = await context.helpers.prepareBinaryData(Buffer.from(html, 'utf8'), FILE.name, FILE.type);
	return {
		json: { fileName: FILE.name, mimeType: FILE.type },
		binary: { [String(form.get('binaryPropertyName'))]: file },
	};
}

/** The items of the output that the form asks for: a part of the graph, or a file. */
export async function graphItems(context: IExecuteSingleFunctions, body: unknown, form: Form): Promise<INodeExecutionData[]> {
	const output = String(form.get('output'));
	if (output === 'html') return [await fileItem(context, body, form)];
	if (!isObject(body) || !isGraph(body)) throw answeredWithout(context, body);
	if (output !== 'whole' && !LISTS.every((part) => objectList(body[part]))) throw answeredWithout(context, undefined);
	return (READERS[output] ?? readNodes)(body).map((json) => ({ json }));
}
