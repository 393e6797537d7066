import type { INodeProperties, INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { MAIN } from '../shared/connections';
import { nexApiTest, searchLists, searchObjectTypes, searchRecords } from '../shared/methods';
import { deliveryProperties, readDeliverySettings } from './delivery/settings';
import { readSetting } from './form';
import { insightFilters } from './insights/filters';
import { insightProperties, readHistory } from './insights/properties';
import { sampleInsight, startInsights } from './insights/trigger';
import { notificationProperties, readNotificationSettings } from './notifications/properties';
import { sampleNotification } from './notifications/sample';
import { startNotifications } from './notifications/trigger';
import { readTimelineSettings, timelineProperties } from './timelines/properties';
import { sampleEvent } from './timelines/sample';
import { startTimelines } from './timelines/trigger';

const eventProperty: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	default: 'insight',
	options: [
		{
			name: 'On New Insight',
			value: 'insight',
			description: 'When Nex derives an insight from what it learns about your company',
			action: 'On new insight',
		},
		{
			name: 'On Notification',
			value: 'notification',
			description: 'When Nex puts something into the notification feed, such as what one of your rules has found',
			action: 'On notification',
		},
		{
			name: 'On Timeline Event',
			value: 'timelineEvent',
			description: 'When something happens to records you watch: a change, a task, a note, a list they join',
			action: 'On timeline event',
		},
	],
};

export class NexTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Trigger',
		name: 'nexTrigger',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ ({ timelineEvent: "On Timeline Event", notification: "On Notification" })[$parameter["event"]] || "On New Insight" }}',
		description: 'Starts the workflow the moment Nex derives an insight, or when something happens to a record',
		eventTriggerDescription: 'Waiting for Nex',
		builderHint: {
			searchHint:
				'Starts a workflow when Nex derives an insight, or when something happens to a record. Prefer it to a schedule that asks ' +
				'Nex Insight.',
			relatedNodes: [{ nodeType: 'n8n-nodes-nex.nexInsight', relationHint: 'Reads insights of the past' }],
		},
		defaults: { name: 'Nex Trigger' },
		inputs: [],
		outputs: MAIN,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties: [eventProperty, ...insightProperties, ...notificationProperties, ...timelineProperties, ...deliveryProperties],
	};

	methods = { credentialTest: { nexApiTest }, listSearch: { searchLists, searchObjectTypes, searchRecords } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const source =
			{ timelineEvent: timelines, notification: notifications }[String(readSetting(this, [eventProperty], 'event'))] ?? insights;
		const { start, sample } = source(this);
		if (this.getMode() !== 'manual') return await start();
		return {
			manualTriggerFunction: async () => {
				const json = await sample();
				// n8n gives its emit to this context only after trigger() has returned.
				this.emit([this.helpers.returnJsonArray([json])]);
			},
		};
	}
}

function insights(context: ITriggerFunctions) {
	const settings = { ...readDeliverySettings(context), matches: insightFilters.read(context), history: readHistory(context) };
	return { start: async () => await startInsights(context, settings), sample: async () => await sampleInsight(context, settings) };
}

function timelines(context: ITriggerFunctions) {
	const settings = { ...readDeliverySettings(context), ...readTimelineSettings(context) };
	return { start: async () => await startTimelines(context, settings), sample: async () => await sampleEvent(context, settings) };
}

function notifications(context: ITriggerFunctions) {
	const settings = { ...readDeliverySettings(context), ...readNotificationSettings(context) };
	return {
		start: async () => await startNotifications(context, settings),
		sample: async () => await sampleNotification(context, settings),
	};
}
