import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Form } from '../shared/operation';
import { whole } from '../shared/operation';
import { readEdges, readInsightNodes, readNodes } from './graph';

const READERS: Record<string, (graph: IDataObject) => IDataObject[]> = {
	contextEdges: (graph) => readEdges(graph, 'context_edges'),
	edges: (graph) => readEdges(graph, 'edges'),
	insights: readInsightNodes,
	nodes: readNodes,
	whole: (graph) => [graph],
};

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
	const [graph = {}] = whole(body, {});
	return (READERS[output] ?? readNodes)(graph).map((json) => ({ json }));
}
