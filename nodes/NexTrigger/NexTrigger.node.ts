import type { IDataObject, INodeProperties, INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { MAIN } from '../shared/connections';
import { nexApiTest, searchLists, searchObjectTypes, searchRecords } from '../shared/methods';
import { deliveryProperties, readDeliverySettings } from './delivery/settings';
import { readSetting } from './form';
import { insightProperties, readInsightSettings } from './insights/properties';
import { insightSource, sampleInsight } from './insights/trigger';
import { notificationProperties, readNotificationSettings } from './notifications/properties';
import { sampleNotification } from './notifications/sample';
import { notificationSource } from './notifications/trigger';
import { pollingSource } from './polled';
import type { Session, Source } from './session';
import { startSession } from './session';
import { readTimelineSettings, timelineProperties } from './timelines/properties';
import { sampleEvent } from './timelines/sample';
import { timelineSource } from './timelines/trigger';

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

/** A kind of event as the user has set it: where it comes from, and one for a test in the editor. */
interface Kind {
	createSource(session: Session): Source;
	sample(): Promise<IDataObject>;
}

/** @throws NodeOperationError that names the first field whose value cannot be used */
const KINDS: Record<'insight' | 'notification' | 'timelineEvent', (context: ITriggerFunctions) => Kind> = {
	insight(context) {
		const settings = readInsightSettings(context);
		return {
			createSource: (session) => insightSource(context, settings, session),
			sample: async () => await sampleInsight(context, settings),
		};
	},
	notification(context) {
		const settings = readNotificationSettings(context);
		return {
			createSource: (session) =>
				pollingSource(context, settings.times, session, (polling) => notificationSource(context, settings, polling)),
			sample: async () => await sampleNotification(context, settings),
		};
	},
	timelineEvent(context) {
		const settings = readTimelineSettings(context);
		return {
			createSource: (session) => pollingSource(context, settings.times, session, (polling) => timelineSource(context, settings, polling)),
			sample: async () => await sampleEvent(context, settings),
		};
	},
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
		const event = readSetting(this, [eventProperty], 'event');
		const kind = event === 'notification' || event === 'timelineEvent' ? event : 'insight';
		const delivery = readDeliverySettings(this);
		const { createSource, sample } = KINDS[kind](this);
		if (this.getMode() !== 'manual') return await startSession(this, kind, delivery, createSource);
		return {
			manualTriggerFunction: async () => {
				const json = await sample();
				// n8n gives its emit to this context only after trigger() has returned.
				this.emit([this.helpers.returnJsonArray([json])]);
			},
		};
	}
}
