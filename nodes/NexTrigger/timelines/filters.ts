import { NodeOperationError } from 'n8n-workflow';
import { choice, choices, text, texts } from '../../shared/fields/byType';
import { asObject, objectsIn } from '../../shared/isObject';
import { folded } from '../../shared/values/choice';
import type { Filter } from '../filters';
import { choicesOf, createFilters, oneOf } from '../filters';
import type { TimelineEvent } from './event';

/** One spelling for a slug and a shown name: "job_title" and "Job Title". */
const attributeName = (value: unknown) => folded(String(value ?? '').replace(/[_-]/g, ' '));

/** The attributes that an event is about or changes. */
function attributesOf({ event_payload: payload }: TimelineEvent): string[] {
	const { attribute, field_changes: changes } = asObject(payload);
	const about = [attribute].flatMap((one) => objectsIn([one])).flatMap(({ slug, name }) => [slug, name]);
	return [...about, ...objectsIn(changes).flatMap((change) => [change.field_name, change.slug])].map(attributeName);
}

const changedAttributes: Filter<TimelineEvent> = {
	fields: [
		texts({
			displayName: 'Changed Attributes',
			name: 'changedAttributes',
			button: 'Add attribute',
			example: 'job_title',
			description: 'Attributes whose changes start the workflow, by slug or name. Without this filter every event does.',
		}),
	],
	condition({ changedAttributes: names }) {
		const wanted = new Set((Array.isArray(names) ? names : []).map(attributeName));
		return wanted.size === 0 ? undefined : (event) => attributesOf(event).some((name) => wanted.has(name));
	},
};

/** Who did it, as Nex names a call that came with an API key (docs/api.md#timeline-events). */
const BY_API = 'developer_api';

const madeOverApi: Filter<TimelineEvent> = {
	fields: [
		choice({
			displayName: 'Changes Made Over the API',
			name: 'api',
			default: 'none',
			description:
				'What to do with what was done with an API key, such as by this workflow itself. Without this filter such events are ignored, ' +
				'so that a workflow that writes to Nex does not start itself.',
			options: [
				{ name: 'Deliver All', value: 'all' },
				{ name: 'Ignore All', value: 'none' },
				{ name: 'Ignore Those of One Key', value: 'others' },
			],
		}),
		text({
			displayName: 'Key ID',
			name: 'keyId',
			displayOptions: { show: { api: ['others'] } },
			example: '918',
			description: 'The ID of the key whose changes are ignored, as it stands in the field "created_by_id" of an event',
		}),
	],
	condition({ api, keyId }, node) {
		if (api === 'all') return undefined;
		if (api !== 'others') return (event) => event.created_by !== BY_API;
		if (keyId === undefined)
			throw new NodeOperationError(node, '"Key ID" is empty', {
				description: 'Give the ID of the key whose changes are ignored, or ignore all changes made over the API.',
			});
		const ignored = String(keyId).trim();
		return (event) => event.created_by !== BY_API || String(event.created_by_id ?? '') !== ignored;
	},
};

const eventType: Filter<TimelineEvent> = {
	fields: [
		choices({
			displayName: 'Event Types',
			name: 'eventTypes',
			description: 'What happened. Without this filter everything is delivered.',
			options: choicesOf(['archived', 'created', 'deleted', 'updated']),
		}),
	],
	condition({ eventTypes }) {
		const isWanted = oneOf(eventTypes);
		return isWanted && ((event) => isWanted(event.event_type));
	},
};

const resourceType: Filter<TimelineEvent> = {
	fields: [
		choices({
			displayName: 'Resource Types',
			name: 'resourceTypes',
			description: 'What it happened to: the record itself, or something about it. Without this filter everything is delivered.',
			options: choicesOf(['attribute', 'entity', 'list_item', 'note', 'relationship', 'task'], {
				entity: 'Record',
				list_item: 'List Member',
			}),
		}),
	],
	condition({ resourceTypes }) {
		const isWanted = oneOf(resourceTypes);
		return isWanted && ((event) => isWanted(event.resource_type));
	},
};

/** What events of timelines can be filtered by. */
export const timelineFilters = createFilters<TimelineEvent>(
	{
		name: 'timelineFilters',
		displayOptions: { show: { event: ['timelineEvent'] } },
		description: 'Only events that pass every filter start the workflow',
	},
	[changedAttributes, madeOverApi, eventType, resourceType],
);
