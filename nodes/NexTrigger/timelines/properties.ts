import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { list } from '../../shared/fields/list';
import { objectType } from '../../shared/fields/objectType';
import { record } from '../../shared/fields/record';
import { isEmpty } from '../../shared/values/blank';
import { pollTimes, readPollTimes } from '../schedule';
import { readSetting, readTime } from '../form';
import { readId } from '../../shared/values/id';
import { timelineFilters } from './filters';
import type { TimelineSettings } from './trigger';
import type { Watched } from './watch';

const show = (more: Record<string, string[]> = {}) => ({ show: { event: ['timelineEvent'], ...more } });

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
	timelineFilters.property,
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

/** @throws NodeOperationError that names the first field whose value cannot be used */
export function readTimelineSettings(context: ITriggerFunctions): TimelineSettings {
	return {
		watched: readWatched(context),
		matches: timelineFilters.read(context),
		flatten: readSetting(context, timelineProperties, 'grouped') !== 'whole',
		since: readTime(context, timelineProperties, 'timelineSince'),
		times: readPollTimes(context),
	};
}
