import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { readSetting, readTime } from '../form';
import { insightFilters } from './filters';
import type { History, InsightSettings } from './trigger';

const displayOptions = { show: { event: ['insight'] } };

export const insightProperties: INodeProperties[] = [
	{
		displayName: 'Past Insights',
		name: 'history',
		type: 'options',
		displayOptions,
		default: 'skip',
		description:
			'What to do with the insights that Nex has already when the workflow is published for the first time. Later, nothing that ' +
			'came while the workflow or n8n was off is missed.',
		options: [
			{
				name: 'Deliver the Most Recent',
				value: 'recent',
				description: 'Start the workflow for the 20 most recent insights, then for every new one',
			},
			{
				name: 'Deliver Those Since a Date',
				value: 'since',
				description: 'Start the workflow for everything since a date, then for every new insight',
			},
			{ name: 'Skip', value: 'skip', description: 'Start the workflow for new insights only' },
		],
	},
	{
		displayName: 'Start From',
		name: 'since',
		type: 'dateTime',
		required: true,
		displayOptions: { show: { event: ['insight'], history: ['since'] } },
		default: '',
		description:
			'Where to begin when the workflow is published for the first time: every insight that was created from here on is delivered',
	},
	insightFilters.property,
];

function readHistory(context: ITriggerFunctions): History {
	const mode = readSetting(context, insightProperties, 'history');
	if (mode !== 'since') return { mode: mode === 'recent' ? 'recent' : 'skip' };
	return { mode, time: readTime(context, insightProperties, 'since') ?? 0 };
}

/** @throws NodeOperationError that names the first field whose value cannot be used */
export const readInsightSettings = (context: ITriggerFunctions): InsightSettings => ({
	matches: insightFilters.read(context),
	history: readHistory(context),
});
