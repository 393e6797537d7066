import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { byName } from '../../shared/byName';
import { list } from '../../shared/fields/list';
import { objectType } from '../../shared/fields/objectType';
import { record } from '../../shared/fields/record';
import { isEmpty } from '../../shared/values/blank';
import { pollTimes, readPollTimes } from '../schedule';
import { readCollection, readSetting, readTime, textsIn } from '../form';
import { readId } from '../../shared/values/id';
import type { TimelineFilters } from './event';
import type { TimelineSettings } from './trigger';
import type { Watched } from './watch';

const show = (more: Record<string, string[]> = {}) => ({ show: { event: ['timelineEvent'], ...more } });

const inWords = (value: string) =>
	value
		.split('_')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

/** Names that people know better than those of the API. */
const NAMES: Record<string, string> = { entity: 'Record', list_item: 'List Member' };

const choices = (values: string[]) => values.map((value) => ({ name: NAMES[value] ?? inWords(value), value })).sort(byName);

export const timelineProperties: INodeProperties[] = [
	{
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		displayOptions: show(),
		default: 'records',
		description: 'Whose timelines are followed. Each record costs one request every time Nex is asked.',
		options: [
			{ name: 'All Members of a List', value: 'list', description: 'Whoever is in the list at the time' },
			{
				name: 'All Records of an Object Type',
				value: 'objectType',
				description: 'Every record there is at the time, such as all companies',
			},
			{ name: 'Chosen Records', value: 'records', description: 'The records you pick' },
		],
	},
	{ ...objectType({ description: 'The kind of record whose timelines are followed' }), displayOptions: show({ watch: ['objectType'] }) },
	{ ...list({ description: 'The list whose members are followed' }), displayOptions: show({ watch: ['list'] }) },
	{
		displayName: 'Records',
		name: 'records',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add record' },
		placeholder: 'Add record',
		displayOptions: show({ watch: ['records'] }),
		default: { record: [{ recordId: { mode: 'list', value: '' } }] },
		description: 'The records whose timelines are followed',
		options: [{ displayName: 'Record', name: 'record', values: [record({ description: 'A record whose timeline is followed' })] }],
	},
	pollTimes(show()),
	{
		displayName: 'Filters',
		name: 'timelineFilters',
		type: 'collection',
		placeholder: 'Add filter',
		displayOptions: show(),
		default: {},
		description: 'Only events that pass every filter start the workflow',
		options: [
			{
				displayName: 'Changed Attributes',
				name: 'changedAttributes',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add attribute' },
				default: [],
				placeholder: 'e.g. job_title',
				description: 'Attributes whose changes start the workflow, by slug or name. Without this filter every event does.',
			},
			{
				displayName: 'Changes Made Over the API',
				name: 'api',
				type: 'options',
				default: 'none',
				description:
					'What to do with what was done with an API key, such as by this workflow itself. Without this filter such events are ignored, ' +
					'so that a workflow that writes to Nex does not start itself.',
				options: [
					{ name: 'Deliver All', value: 'all' },
					{ name: 'Ignore All', value: 'none' },
					{ name: 'Ignore Those of One Key', value: 'others' },
				],
			},
			{
				displayName: 'Event Types',
				name: 'eventTypes',
				type: 'multiOptions',
				default: [],
				description: 'What happened. Without this filter everything is delivered.',
				options: choices(['archived', 'created', 'deleted', 'updated']),
			},
			{
				displayName: 'Key ID',
				name: 'keyId',
				type: 'string',
				default: '',
				displayOptions: { show: { api: ['others'] } },
				placeholder: 'e.g. 918',
				description: 'The ID of the key whose changes are ignored, as it stands in the field "created_by_id" of an event',
			},
			{
				displayName: 'Resource Types',
				name: 'resourceTypes',
				type: 'multiOptions',
				default: [],
				description: 'What it happened to: the record itself, or something about it. Without this filter everything is delivered.',
				options: choices(['attribute', 'entity', 'list_item', 'note', 'relationship', 'task']),
			},
		],
	},
	{
		displayName: 'Grouped Events',
		name: 'grouped',
		type: 'options',
		displayOptions: show(),
		default: 'flatten',
		description: 'Nex may put several changes into one event. Changes that join later start the workflow by themselves.',
		options: [
			{ name: 'One by One', value: 'flatten', description: 'Deliver every change as an event of its own' },
			{ name: 'Whole', value: 'whole', description: 'Deliver the group as one event with its changes in "children"' },
		],
	},
	{
		displayName: 'Start From',
		name: 'timelineSince',
		type: 'dateTime',
		displayOptions: show(),
		default: '',
		description:
			'Where to begin when the workflow is published for the first time: every event since this date is delivered. When empty, only what ' +
			'happens from then on is.',
	},
];

function readWatched(context: ITriggerFunctions): Watched {
	const kind = readSetting(context, timelineProperties, 'watch');
	if (kind === 'list') return { kind, id: String(readSetting(context, timelineProperties, 'listId')) };
	if (kind === 'objectType') return { kind, slug: String(readSetting(context, timelineProperties, 'objectType')) };
	const { record: rows = [] } = context.getNodeParameter('records', {}) as { record?: unknown[] };
	const ids = rows.flatMap((_row, index) => {
		const given = context.getNodeParameter(`records.record[${index}].recordId`, '', { extractValue: true }) as unknown;
		const read = isEmpty(given) ? { value: undefined } : readId(given);
		if ('problem' in read)
			throw new NodeOperationError(context.getNode(), `"Record" ${read.problem}`, {
				description: 'Pick the record from the list, or paste its ID or URL.',
			});
		return read.value ?? [];
	});
	if (ids.length === 0)
		throw new NodeOperationError(context.getNode(), '"Record" is empty', {
			description: 'Choose the record whose timeline is to be followed.',
		});
	return { kind: 'records', ids: [...new Set(ids)] };
}

function readFilters(context: ITriggerFunctions): TimelineFilters {
	const {
		api = 'none',
		keyId,
		resourceTypes,
		eventTypes,
		changedAttributes,
	} = readCollection(context, timelineProperties, 'timelineFilters');
	if (api === 'others' && keyId === undefined)
		throw new NodeOperationError(context.getNode(), '"Key ID" is empty', {
			description: 'Give the ID of the key whose changes are ignored, or ignore all changes made over the API.',
		});
	return {
		resourceTypes: textsIn(resourceTypes),
		eventTypes: textsIn(eventTypes),
		changedAttributes: textsIn(changedAttributes),
		api: api === 'others' ? { heard: 'others', keyId: String(keyId).trim() } : { heard: api === 'all' ? 'all' : 'none' },
	};
}

/** @throws NodeOperationError that names the first field whose value cannot be used */
export function readTimelineSettings(context: ITriggerFunctions): Omit<TimelineSettings, 'delivery'> {
	return {
		watched: readWatched(context),
		filters: readFilters(context),
		flatten: readSetting(context, timelineProperties, 'grouped') !== 'whole',
		since: readTime(context, timelineProperties, 'timelineSince'),
		times: readPollTimes(context),
	};
}
