import { randomUUID } from 'node:crypto';
import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import { failureOf, itemsOf } from '../../scripts/n8n/client';
import { startNexServer, type NexServer, type RecordedRequest } from '../nex-server';
import type { Example, Given } from '../nodes/examples/example';
import { actionNodes } from '../support/nodes';
import { Host } from './support/host';

/** One operation with an embedded Nex of its own, so that no example disturbs another. */
interface Prepared {
	name: string;
	given: Given;
	nex: NexServer;
	credential: { id: string; name: string };
	/** How many requests the example's own preparation has made. */
	before: number;
}

const START = 'Start';
const input = (operation: string) => `Input of ${operation}`;

const node = (name: string, type: string, typeVersion: number, position: [number, number], parameters: INodeParameters): INode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position,
	parameters,
});

const wire = (from: string, ...to: string[]): IConnections => ({
	[from]: { main: [to.map((name) => ({ node: name, type: 'main', index: 0 }))] },
});

let host: Host;

beforeAll(async () => {
	host = await Host.start();
});

afterAll(() => host?.stop());

async function prepare(name: string, example: Example | undefined): Promise<Prepared> {
	if (!example) throw new Error(`There is no example of ${name}`);
	const nex = await startNexServer({ jobDuration: 0 });
	const given = await example.given(nex);
	const credential = await host.client.saveCredential(`Nex for ${name}`, 'nexApi', nex.credential);
	return { name, given, nex, credential, before: nex.requests.length };
}

/** A workflow that runs every operation of a node, each with the input item of its example. */
function workflowOf(kind: string, operations: Prepared[]) {
	const nodes = operations.flatMap(({ name, given, credential }, row) => [
		node(input(name), 'n8n-nodes-base.set', 3.4, [220, row * 160], {
			mode: 'raw',
			jsonOutput: JSON.stringify(given.input ?? {}),
			options: {},
		}),
		{
			...node(name, '', 1, [440, row * 160], { ...given.parameters, operation: name } as INodeParameters),
			...host.kind(kind),
			credentials: { nexApi: credential },
			onError: 'continueRegularOutput' as const,
		},
	]);
	return {
		name: kind,
		nodes: [node(START, 'n8n-nodes-base.manualTrigger', 1, [0, 0], {}), ...nodes],
		connections: Object.assign(
			wire(START, ...operations.map(({ name }) => input(name))),
			...operations.map(({ name }) => wire(input(name), name)),
		) as IConnections,
		settings: { executionOrder: 'v1' as const },
	};
}

const isOwn = ({ method, path }: RecordedRequest, { given: { request } }: Prepared) => method === request.method && path === request.path;

describe.each(actionNodes)('$name, in a real n8n', ({ name, operations }) => {
	test('gives for each operation what its example promises', async () => {
		const examples = jest.requireActual<Record<string, Record<string, Example>>>(`../nodes/examples/${name}`)[name] ?? {};
		const prepared: Prepared[] = [];
		try {
			for (const { definition } of operations) prepared.push(await prepare(definition.value, examples[definition.value]));
			const kind = name.charAt(0).toLowerCase() + name.slice(1);
			const { id } = await host.client.createWorkflow(workflowOf(kind, prepared));
			const execution = await host.client.finishedExecution(await host.client.runWorkflow(id, START));
			expect(failureOf(execution)).toBe('');

			const seen = Object.fromEntries(prepared.map((one) => [one.name, itemsOf(execution, one.name)]));
			expect(seen).toEqual(
				Object.fromEntries(prepared.map((one) => [one.name, one.given.items.map((item) => expect.objectContaining(item))])),
			);

			for (const one of prepared) {
				const request = one.nex.requests.slice(one.before).find((each) => isOwn(each, one));
				expect({ operation: one.name, body: request?.body, query: request?.query }).toEqual({
					operation: one.name,
					body: one.given.request.body,
					query: expect.objectContaining(one.given.request.query ?? {}),
				});
			}
		} finally {
			for (const { nex } of prepared) await nex.close();
		}
	});
});
