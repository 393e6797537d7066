import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** Ends a workflow of the bench: one small item that says what came out, so that the answer costs nothing. */
export class BenchCount implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bench Count',
		name: 'benchCount',
		group: ['output'],
		version: 1,
		description: 'Counts rows and failures',
		defaults: { name: 'Bench Count' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		let rows = 0;
		let failed = 0;
		let message = '';
		for (const { json, error } of this.getInputData()) {
			if (error !== undefined || json.error !== undefined) {
				failed++;
				message ||= error?.message ?? String(json.error);
			} else rows += Array.isArray(json.data) ? json.data.length : 1;
		}
		return [[{ json: { rows, failed, message } }]];
	}
}
