import type { INodeType } from 'n8n-workflow';
import type { Operation } from '../../../nodes/shared/operation/definition';
import { actionNodes } from '../../support/nodes';
import type { Example } from './example';

export interface ExampleOperation {
	/** Such as NexRecord. */
	node: string;
	/** Its value in the Operation menu. */
	operation: string;
	definition: Operation;
	create: () => INodeType;
	example: Example;
}

/** Every operation of every node, with its example. */
export const exampleOperations: ExampleOperation[] = actionNodes.flatMap(({ name: node, create, operations }) => {
	const examples = jest.requireActual<Record<string, Record<string, Example>>>(`./${node}`)[node] ?? {};
	return operations.map(({ definition }) => {
		const example = examples[definition.value];
		if (!example) throw new Error(`There is no example of ${definition.value} in test/nodes/examples/${node}.ts`);
		return { node, operation: definition.value, definition, create, example };
	});
});

/** The paths that an operation's URL becomes, whatever stands in it. */
export const pathsOf = ({ url }: Pick<Operation, 'url'>): RegExp => new RegExp(`^${url.replace(/\{\w+\}/g, '[^/]+')}$`);
