import type { INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { MAIN } from '../shared/connections';
import { nexApiTest } from '../shared/methods';
import { deliveryProperties, readDeliverySettings } from './deliverySettings';
import { insightProperties, readFilters, readHistory } from './insights/properties';
import { sampleInsight, startInsights } from './insights/trigger';

export class NexTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Trigger',
		name: 'nexTrigger',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'on new insight',
		description: 'Starts the workflow the moment Nex derives an insight',
		eventTriggerDescription: 'Waiting for Nex',
		defaults: { name: 'Nex Trigger' },
		inputs: [],
		outputs: MAIN,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: [
			{
				displayName: 'Event',
				name: 'event',
				type: 'options',
				noDataExpression: true,
				default: 'insight',
				options: [{ name: 'On New Insight', value: 'insight', description: 'When Nex derives an insight from what it learns about your company', action: 'On new insight' }],
			},
			...insightProperties,
			...deliveryProperties,
		],
	};

	methods = { credentialTest: { nexApiTest } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const settings = { ...readDeliverySettings(this), filters: readFilters(this), history: readHistory(this) };
		if (this.getMode() !== 'manual') return await startInsights(this, settings);
		return {
			manualTriggerFunction: async () => {
				const sample = await sampleInsight(this, settings);
				// n8n gives its emit to this context only after trigger() has returned.
				this.emit([this.helpers.returnJsonArray([sample])]);
			},
		};
	}
}
