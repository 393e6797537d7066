import { basename } from 'node:path';
import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import manifest from '../../package.json';

import type { BuiltOperation } from '../../nodes/shared/operation/operation';

export interface PackNode {
	/** Such as NexRecord. */
	name: string;
	create(): INodeType;
	/** What the node's operations are made from; none for the trigger and the memory. */
	operations: BuiltOperation[];
}

interface NodeModule {
	[className: string]: unknown;
	operations?: BuiltOperation[];
}

/** Every node that the package registers, loaded from its source. */
export const packNodes: PackNode[] = manifest.n8n.nodes.map((file) => {
	const name = basename(file, '.node.js');
	const loaded = jest.requireActual<NodeModule>(`../../nodes/${name}/${name}.node`);
	const nodeClass = loaded[name] as (new () => INodeType) | undefined;
	if (!nodeClass) throw new Error(`${name}.node.ts exports no ${name}`);
	return { name, create: () => new nodeClass(), operations: loaded.operations ?? [] };
});

/** The nodes that act, which is all but the trigger and the memory. */
export const actionNodes = packNodes.filter(({ operations }) => operations.length > 0);

/** The entries of a node's Operation menu. */
export function operationsOf(type: INodeType): INodePropertyOptions[] {
	const menu = type.description.properties.find(({ name }) => name === 'operation');
	return (menu?.options ?? []) as INodePropertyOptions[];
}

/** The resource that a node acts on, which its form does not show. */
export const resourceOf = (type: INodeType): string => String(type.description.properties.find(({ name }) => name === 'resource')?.default);

/** The fields that a node shows for an operation. */
export function fieldsOf(type: INodeType, operation: string): INodeProperties[] {
	return type.description.properties.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes(operation));
}

/** A node as n8n has it as a tool of an agent: what its name and its fields go by. */
export function asTool(type: INodeType): INodeType {
	type.description = { ...type.description, name: `${type.description.name}Tool`, outputs: ['ai_tool'] };
	return type;
}
