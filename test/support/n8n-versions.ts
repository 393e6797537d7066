import type { INode, IRun, Workflow } from 'n8n-workflow';
import { Container } from '@n8n/di';
import { core } from './host';

type Triggers = InstanceType<typeof core.ActiveWorkflowTriggers>;
type Execute = InstanceType<typeof core.WorkflowExecute>;

/** What n8n 1 has in the place of `ActiveWorkflowTriggers`: the same under other names. */
interface ActiveWorkflows {
	add: Triggers['addAllTriggers'];
	remove: Triggers['remove'];
	isActive(workflowId: string): boolean;
}

const { ActiveWorkflows: Old } = core as unknown as { ActiveWorkflows?: new () => ActiveWorkflows };

/** True for the engine of n8n 1: it knows no deduplication keys and shows no failed executions for a trigger. */
export const isN8n1 = Old !== undefined;

/** Starts the triggers of a workflow as this n8n does. */
export const startTriggers: Triggers['addAllTriggers'] = async (...of) =>
	Old ? await Container.get(Old).add(...of) : await Container.get(core.ActiveWorkflowTriggers).addAllTriggers(...of);

/** Stops them again. */
export async function stopTriggers(workflowId: string): Promise<void> {
	if (!Old) await Container.get(core.ActiveWorkflowTriggers).remove(workflowId);
	else if (Container.get(Old).isActive(workflowId)) await Container.get(Old).remove(workflowId);
}

/** Runs a workflow from a node, as the editor does. */
export async function runFrom(execute: Execute, workflow: Workflow, startNode: INode): Promise<IRun> {
	if (!Old) return await execute.run({ workflow, startNode });
	return await (execute as unknown as { run(workflow: Workflow, startNode: INode): Promise<IRun> }).run(workflow, startNode);
}
