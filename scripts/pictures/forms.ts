import { join } from 'node:path';
import type { INode, INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';
import manifest from '../../package.json';
import type { Host } from '../../test/e2e/support/host';
import { Editor } from './editor';

const SIZE = { width: 1400, height: 1500 };

interface Form {
	name: string;
	parameters: INodeParameters;
}

/** The editor takes the beginning of an ID for the whole of it. */
const idOf = (name: string): string => `${name}-form`;

/** The node types of the pack, from their sources. */
export async function nodeTypes(): Promise<Array<{ file: string; type: INodeType }>> {
	const names = manifest.n8n.nodes.map((path) => path.replace(/^.*\/(\w+)\.node\.js$/, '$1'));
	return await Promise.all(
		names.map(async (file) => {
			const loaded = (await import(`../../nodes/${file}/${file}.node.ts`)) as Record<string, new () => INodeType>;
			const NodeClass = loaded[file];
			if (!NodeClass) throw new Error(`${file}.node.ts exports no ${file}`);
			return { file, type: new NodeClass() };
		}),
	);
}

const startOf = ({ type, default: value, typeOptions }: INodeProperties): unknown =>
	type === 'fixedCollection' && !typeOptions?.multipleValues ? undefined : value;

/** Every optional field of a collection, as if all were added. */
function everyOption({ options = [] }: INodeProperties): INodeParameters {
	const fields = (options as INodeProperties[]).map((field): [string, unknown] => [field.name, startOf(field)]);
	return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as INodeParameters;
}

/** What a node is asked to do: its menu of operations, or of events. */
export const menuOf = (properties: INodeProperties[]): INodeProperties | undefined =>
	properties.find(({ name }) => ['operation', 'event'].includes(name));

/** A form for each choice of a node's menu, with every optional field added. */
function formsOf({ description: { properties } }: INodeType): Form[] {
	const menu = menuOf(properties);
	if (!menu) {
		const collections = properties.filter(({ type }) => type === 'collection').map((one) => [one.name, everyOption(one)]);
		return [{ name: 'form', parameters: Object.fromEntries(collections) as INodeParameters }];
	}
	return ((menu.options ?? []) as Array<{ value: string }>).map(({ value }) => {
		const isShown = ({ displayOptions }: INodeProperties) =>
			[displayOptions?.show?.operation, displayOptions?.show?.event].every((allowed) => !allowed || allowed.includes(value));
		const collections = properties.filter((one) => one.type === 'collection' && isShown(one)).map((one) => [one.name, everyOption(one)]);
		return { name: value, parameters: { [menu.name]: value, ...(Object.fromEntries(collections) as INodeParameters) } };
	});
}

/**
 * Takes a picture of the form of every operation, to be looked at.
 * @param only takes just nodes whose name has this
 */
export async function takeForms(host: Host, folder: string, only = ''): Promise<void> {
	const editor = await Editor.open(host.client);
	try {
		for (const { file, type } of (await nodeTypes()).filter((one) => one.file.includes(only))) {
			const forms = formsOf(type);
			const nodes = forms.map(({ name, parameters }, row): INode => ({
				id: idOf(name),
				name,
				position: [0, row * 200],
				parameters,
				...host.kind(type.description.name),
			}));
			const { id } = await host.client.createWorkflow({ name: type.description.displayName, nodes, connections: {} });
			for (const { name } of forms) {
				await editor.form(id, idOf(name), SIZE);
				await editor.shootForm(join(folder, `${file}.${name}.png`));
			}
		}
	} finally {
		await editor.close();
	}
}
