import type { INode, INodeParameters } from 'n8n-workflow';
import { PACKAGE } from '../n8n/pack';
import type { WorkflowDraft } from '../n8n/client';

/** The attribute that the demo workflow writes what Nex found out into. */
export const LATEST_INSIGHT = { name: 'Latest Insight', slug: 'latest_insight', type: 'text' } as const;

interface CredentialRef {
	id: string;
	name: string;
}

const fromList = (value: string, cachedResultName: string) => ({ __rl: true, mode: 'list', value, cachedResultName });

const node = (name: string, type: string, typeVersion: number, position: [number, number], parameters: INodeParameters): INode => ({
	id: name.toLowerCase().replace(/\W+/g, '-'),
	name,
	type,
	typeVersion,
	position,
	parameters,
});

const nexNode = (name: string, type: string, position: [number, number], parameters: INodeParameters, nexApi: CredentialRef): INode => ({
	...node(name, `${PACKAGE}.${type}`, 1, position, parameters),
	credentials: { nexApi },
});

const condition = (leftValue: string, operator: INodeParameters, rightValue: string): INodeParameters => ({
	options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
	conditions: [{ id: 'condition', leftValue, operator, rightValue }],
	combinator: 'and',
});

/** A row of the attribute form, as the editor keeps it beside the value. */
const formField = (id: string, displayName: string) => ({
	id,
	displayName,
	required: id === 'name',
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
	type: 'string',
});

function upsert(
	name: string,
	position: [number, number],
	nexApi: CredentialRef,
	what: { slug: string; type: string; match: string; matchName: string; signal: string },
): INode {
	const matchField = `${what.match}[]`;
	return nexNode(
		name,
		'nexRecord',
		position,
		{
			operation: 'createOrUpdate',
			objectType: fromList(what.slug, what.type),
			matchingAttribute: fromList(what.match, what.matchName),
			attributesMode: 'form',
			attributes: {
				mappingMode: 'defineBelow',
				value: {
					name: '={{ $json.target.hint }}',
					[matchField]: `={{ $json.target.signals.find((signal) => signal.type === '${what.signal}').value }}`,
					[LATEST_INSIGHT.slug]: '={{ $json.content }}',
				},
				matchingColumns: [],
				schema: [formField('name', 'Name'), formField(matchField, what.matchName), formField(LATEST_INSIGHT.slug, LATEST_INSIGHT.name)],
				attemptToConvertTypes: false,
				convertFieldsToString: false,
			},
		},
		nexApi,
	);
}

/** The nodes whose items are the records that an insight has changed. */
export const UPSERTS = ['Create or update the person', 'Create or update the company'] as const;

/** A new insight creates or updates the person or company it speaks of. */
export function insightWorkflow(nexApi: CredentialRef): WorkflowDraft {
	const [person, company] = UPSERTS;
	return {
		name: 'Insight → record',
		nodes: [
			nexNode('New insight', 'nexTrigger', [0, 0], { event: 'insight' }, nexApi),
			node('About a person?', 'n8n-nodes-base.if', 2.2, [220, 0], {
				conditions: condition('={{ $json.target.entity_type }}', { type: 'string', operation: 'equals' }, 'person'),
				options: {},
			}),
			upsert(person, [460, -110], nexApi, {
				slug: 'person',
				type: 'Person',
				match: 'email_addresses',
				matchName: 'Email Addresses',
				signal: 'email',
			}),
			upsert(company, [460, 110], nexApi, { slug: 'company', type: 'Company', match: 'domains', matchName: 'Domains', signal: 'domain' }),
		],
		connections: {
			'New insight': { main: [[{ node: 'About a person?', type: 'main', index: 0 }]] },
			'About a person?': { main: [[{ node: person, type: 'main', index: 0 }], [{ node: company, type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}

/** The node whose items are the records changed today. */
export const CHANGED_TODAY = 'Changed today';

/** Every few minutes, the people who were changed today. */
export function scheduleWorkflow(nexApi: CredentialRef): WorkflowDraft {
	return {
		name: 'Schedule → people changed today',
		nodes: [
			node('Every 5 minutes', 'n8n-nodes-base.scheduleTrigger', 1.2, [0, 0], {
				rule: { interval: [{ field: 'minutes', minutesInterval: 5 }] },
			}),
			nexNode(
				'Get all people',
				'nexRecord',
				[220, 0],
				{ operation: 'getMany', objectType: fromList('person', 'Person'), returnAll: true, simplify: true, options: {} },
				nexApi,
			),
			node(CHANGED_TODAY, 'n8n-nodes-base.filter', 2.2, [460, 0], {
				conditions: condition('={{ $json.updated_at.toDateTime() }}', { type: 'dateTime', operation: 'afterOrEquals' }, '={{ $today }}'),
				options: {},
			}),
		],
		connections: {
			'Every 5 minutes': { main: [[{ node: 'Get all people', type: 'main', index: 0 }]] },
			'Get all people': { main: [[{ node: CHANGED_TODAY, type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}
