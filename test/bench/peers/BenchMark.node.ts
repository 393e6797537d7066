import { appendFileSync } from 'node:fs';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** Notes that an execution has come this far, as a line in a file. */
export class BenchMark implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bench Mark',
		name: 'benchMark',
		group: ['output'],
		version: 1,
		description: 'Notes when it ran',
		defaults: { name: 'Bench Mark' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'File', name: 'file', type: 'string', default: '' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		appendFileSync(this.getNodeParameter('file', 0) as string, `${Date.now()}\n`);
		return [this.getInputData()];
	}
}
