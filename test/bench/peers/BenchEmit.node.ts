import type { INodeType, INodeTypeDescription, IRun, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

/**
 * A trigger that only emits: what n8n can start at all. It has a credential, as every trigger of a service: n8n looks
 * that up for each execution.
 */
export class BenchEmit implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bench Emit',
		name: 'benchEmit',
		group: ['trigger'],
		version: 1,
		description: 'Emits events without a source',
		defaults: { name: 'Bench Emit' },
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'nexApi', required: true }],
		properties: [
			{ displayName: 'Count', name: 'count', type: 'number', default: 1 },
			{ displayName: 'At Once', name: 'atOnce', type: 'number', default: 10 },
			{ displayName: 'Event', name: 'event', type: 'json', default: '{}' },
			{
				displayName: 'Characters Kept',
				name: 'kept',
				type: 'number',
				default: 0,
				description: 'How large a state it keeps; with one it also gives each execution a key, as what must survive a crash does',
			},
		],
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const count = this.getNodeParameter('count') as number;
		const atOnce = this.getNodeParameter('atOnce') as number;
		const event = this.getNodeParameter('event') as string;
		const kept = this.getNodeParameter('kept') as number;
		const state = kept > 0 ? this.getWorkflowStaticData('node') : {};
		const run = `${this.getWorkflow().id}:${Date.now()}`;
		let emitted = 0;
		let running = 0;
		const pump = () => {
			while (emitted < count && running < atOnce) {
				state.events = `${++emitted}`.padStart(kept);
				running++;
				const ended = () => {
					running--;
					pump();
				};
				const end = { promise: new Promise<IRun>(() => undefined), resolve: ended, reject: ended };
				this.emit([[{ json: JSON.parse(event) }]], undefined, end, kept > 0 ? `${run}:${emitted}` : undefined);
			}
		};
		const start = setTimeout(pump, 500);
		return { closeFunction: async () => clearTimeout(start) };
	}
}
