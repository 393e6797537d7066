import { choices, number, text, texts } from '../../shared/fields/byType';
import { asObject, objectsIn } from '../../shared/isObject';
import type { Filter } from '../filters';
import { choicesOf, createFilters, oneOf, spelled } from '../filters';
import type { Insight } from './insight';

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

function speaksOf({ target, entities }: Insight, wanted: string): boolean {
	const targets = objectsIn([target, ...objectsIn(entities)]);
	return targets.some(({ id, hint, name, signals }) => {
		const values = objectsIn(signals).map(({ value }) => value);
		return spelled(id) === wanted || [hint, name, ...values].some((value) => spelled(value).includes(wanted));
	});
}

const about: Filter<Insight> = {
	fields: [
		text({
			displayName: 'About',
			name: 'entity',
			example: 'Pine Foods',
			description:
				'The person, company or other record an insight speaks of: a part of its name, its email address or domain, or its whole ID',
		}),
	],
	condition({ entity }) {
		const wanted = spelled(entity);
		return wanted === '' ? undefined : (insight) => speaksOf(insight, wanted);
	},
};

/** What is no number, such as "high", cannot be compared, and is as none. */
const isLess = (confidence: unknown, least: number): boolean =>
	typeof confidence === 'string'
		? confidence.trim() !== '' && Number(confidence) < least
		: typeof confidence === 'number' && confidence < least;

const minimumConfidence: Filter<Insight> = {
	fields: [
		number({
			displayName: 'Minimum Confidence',
			name: 'minConfidence',
			default: 0.5,
			least: 0,
			most: 1,
			decimals: 2,
			description: 'How sure Nex must be, from 0 to 1. An insight that comes without a confidence, or with a word for it, passes.',
		}),
	],
	condition({ minConfidence }) {
		if (typeof minConfidence !== 'number' || minConfidence <= 0) return undefined;
		return ({ confidence }) => !isLess(confidence, minConfidence);
	},
};

const type: Filter<Insight> = {
	fields: [
		choices({
			displayName: 'Types',
			name: 'types',
			description: 'The kinds of insight that start the workflow',
			options: choicesOf(KNOWN_TYPES),
		}),
		texts({
			displayName: 'Types Not Listed',
			name: 'otherTypes',
			button: 'Add type',
			example: 'competitor',
			description: 'More kinds of insight that start the workflow, which Types does not offer: what stands in "type" of an insight',
		}),
	],
	condition({ types = [], otherTypes = [] }) {
		const isWanted = oneOf([types, otherTypes].flat());
		return isWanted && ((insight) => isWanted(insight.type));
	},
};

function isIn({ workspace, workspace_id: id }: Insight, wanted: string): boolean {
	const { name, slug, id: ownId } = asObject(workspace);
	if ([name, slug, ownId, id].some((value) => spelled(value) === wanted)) return true;
	// REST tells the ID alone, which says nothing of a name; a key sees the insights of one workspace (docs/api.md#insight-fields).
	return spelled(name) === '' && spelled(slug) === '' && !/^\d+$/.test(wanted);
}

const workspace: Filter<Insight> = {
	fields: [
		text({
			displayName: 'Workspace',
			name: 'workspace',
			example: 'birch-labs',
			description: 'Name, slug or ID of the workspace an insight belongs to',
		}),
	],
	condition(given) {
		const wanted = spelled(given.workspace);
		return wanted === '' ? undefined : (insight) => isIn(insight, wanted);
	},
};

/** What insights can be filtered by. */
export const insightFilters = createFilters<Insight>(
	{
		name: 'filters',
		displayOptions: { show: { event: ['insight'] } },
		description: 'Only insights that pass every filter start the workflow',
	},
	[about, minimumConfidence, type, workspace],
);
