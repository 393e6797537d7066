import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { readCollection, readSetting, readTime, textsIn } from '../form';
import type { InsightFilters } from './insight';
import type { History } from './trigger';

const displayOptions = { show: { event: ['insight'] } };

/** The types that sources name; the set is open (docs/api.md#insight-types). */
const KNOWN_TYPES = [
	'activity',
	'behavior',
	'characteristic',
	'commitment',
	'constraint',
	'fact',
	'goal',
	'milestone',
	'opportunity',
	'pain_point',
	'preference',
	'relationship',
	'requirement',
	'risk',
	'role_detail',
	'summary',
];

const inWords = (type: string) =>
	type
		.split('_')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

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
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		displayOptions,
		default: {},
		description: 'Only insights that pass every filter start the workflow',
		options: [
			{
				displayName: 'About',
				name: 'entity',
				type: 'string',
				default: '',
				placeholder: 'e.g. Pine Foods',
				description:
					'The person, company or other record an insight speaks of: a part of its name, its email address or domain, or its whole ID',
			},
			{
				displayName: 'Minimum Confidence',
				name: 'minConfidence',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
				default: 0.5,
				description: 'How sure Nex must be, from 0 to 1. An insight that comes without a confidence passes.',
			},
			{
				displayName: 'Types',
				name: 'types',
				type: 'multiOptions',
				default: [],
				description: 'The kinds of insight that start the workflow',
				options: KNOWN_TYPES.map((value) => ({ name: inWords(value), value })),
			},
			{
				displayName: 'Types Not Listed',
				name: 'otherTypes',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add type' },
				default: [],
				placeholder: 'e.g. competitor',
				description: 'More kinds of insight that start the workflow, which Types does not offer: what stands in "type" of an insight',
			},
			{
				displayName: 'Workspace',
				name: 'workspace',
				type: 'string',
				default: '',
				placeholder: 'e.g. birch-labs',
				description: 'Name, slug or ID of the workspace an insight belongs to',
			},
		],
	},
];

const textIn = (value: unknown) => (typeof value === 'string' ? value : '');

/** @throws NodeOperationError that names the first field whose value cannot be used */
export function readFilters(context: ITriggerFunctions): InsightFilters {
	const { types, otherTypes, minConfidence, entity, workspace } = readCollection(context, insightProperties, 'filters');
	return {
		types: [...textsIn(types), ...textsIn(otherTypes)],
		minConfidence: typeof minConfidence === 'number' ? minConfidence : 0,
		entity: textIn(entity),
		workspace: textIn(workspace),
	};
}

/** @throws NodeOperationError if a date is wanted and none can be read */
export function readHistory(context: ITriggerFunctions): History {
	const mode = readSetting(context, insightProperties, 'history');
	if (mode !== 'since') return { mode: mode === 'recent' ? 'recent' : 'skip' };
	return { mode, time: readTime(context, insightProperties, 'since') ?? 0 };
}
