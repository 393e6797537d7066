import { displayName } from './state/records';
import type { State } from './state/state';
import type { Insight, NexRecord } from './types';

/** A workspace to try things on: plausible, made up, the same at every start. */

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

const firstNames = ['Ida', 'Emil', 'Nora', 'Jonas', 'Freya', 'Malik', 'Sofia', 'Theo', 'Lina', 'Oskar', 'Amara', 'Viktor'];
const lastNames = ['Holm', 'Berg', 'Lindqvist', 'Okafor', 'Moreau', 'Tanaka', 'Novak', 'Silva', 'Keller', 'Haddad'];
const jobTitles = ['Head of Purchasing', 'Mill Manager', 'Chief Executive', 'Research Lead', 'Forest Ranger', 'Operations Manager'];
const trees = ['Pine', 'Oak', 'Aspen', 'Cedar', 'Larch', 'Maple', 'Rowan', 'Willow', 'Alder', 'Hazel'];
const trades = ['Timber', 'Paper', 'Furniture', 'Logistics'];
const cities = [
	{ city: 'Uppsala', region: 'Uppland', country: 'SE' },
	{ city: 'Freiburg', region: 'Baden', country: 'DE' },
	{ city: 'Porto', region: 'Norte', country: 'PT' },
	{ city: 'Boston', region: 'MA', country: 'US' },
];
const stages = ['Lead', 'Qualified', 'Proposal', 'Won', 'Lost'];

/** The item at `i`, counted round. */
function pick<T>(items: readonly T[], i: number): T {
	const item = items[i % items.length];
	if (item === undefined) throw new RangeError('nothing to pick from');
	return item;
}

const date = (state: State, days: number): string => new Date(state.time() + days * DAY).toISOString().slice(0, 10);

function addTypes(state: State): void {
	state.objects.create({
		name: 'Deal',
		slug: 'deal',
		type: 'deal',
		description: 'A sale that may come about',
		attributes: [
			{ name: 'Amount', slug: 'amount', type: 'currency' },
			{ name: 'Stage', slug: 'stage', type: 'select', options: { select_options: stages.map((name) => ({ name })) } },
			{ name: 'Close Date', slug: 'close_date', type: 'date' },
			{ name: 'Won', slug: 'is_won', type: 'boolean' },
			{ name: 'Probability', slug: 'probability', type: 'number' },
		],
	});
	// One attribute of every type there is, besides the name.
	state.objects.create({
		name: 'Project',
		slug: 'project',
		type: 'custom',
		description: 'A piece of work for a customer',
		attributes: [
			{ name: 'Summary', slug: 'summary', type: 'text', description: 'What it is about, in a sentence' },
			{ name: 'Code', slug: 'code', type: 'text', options: { is_unique: true } },
			{ name: 'Budget Hours', slug: 'budget_hours', type: 'number', options: { is_whole_number: true } },
			{ name: 'Progress', slug: 'progress', type: 'number' },
			{ name: 'Contact Email', slug: 'contact_email', type: 'email' },
			{ name: 'Hotline', slug: 'hotline', type: 'phone' },
			{ name: 'Website', slug: 'website', type: 'url' },
			{ name: 'Start Date', slug: 'start_date', type: 'date' },
			{ name: 'Active', slug: 'is_active', type: 'boolean' },
			{ name: 'Price', slug: 'price', type: 'currency' },
			{ name: 'Site', slug: 'site', type: 'location' },
			{
				name: 'Status',
				slug: 'status',
				type: 'select',
				options: { select_options: [{ name: 'Open' }, { name: 'In Progress' }, { name: 'Done' }] },
			},
			{
				name: 'Tags',
				slug: 'tags',
				type: 'select',
				options: { is_multi_value: true, select_options: [{ name: 'Field Work' }, { name: 'Laboratory' }, { name: 'Urgent' }] },
			},
			{ name: 'Channel', slug: 'channel', type: 'social_profile' },
			{ name: 'Domain', slug: 'domain', type: 'domain' },
			{ name: 'Manager', slug: 'manager', type: 'full_name' },
		],
	});
}

function addCompanies(state: State): NexRecord[] {
	return Array.from({ length: 40 }, (_unused, i) => {
		const [tree, trade] = [pick(trees, i), pick(trades, Math.floor(i / trees.length))];
		return state.records.create('company', {
			name: `${tree} ${trade}`,
			domains: [`${tree}-${trade}.example`.toLowerCase()],
			industries: i % 3 ? [trade] : [trade, 'Forestry'],
			employees: 12 + i * 7,
			location: pick(cities, i),
		});
	});
}

function addPeople(state: State, companies: NexRecord[]): NexRecord[] {
	return Array.from({ length: 120 }, (_unused, i) => {
		const [first_name, last_name] = [pick(firstNames, i), pick(lastNames, Math.floor(i / firstNames.length))];
		const [domain] = pick(companies, i).attributes.domains as string[];
		return state.records.create('person', {
			name: { first_name, last_name },
			email_addresses: [`${first_name}.${last_name}@${domain}`.toLowerCase()],
			job_title: pick(jobTitles, i),
			phone_number: { country_code: 1, number: `555${String(1_000_000 + i * 137)}` },
			...(i % 2 ? { location: pick(cities, i) } : {}),
			...(i % 4
				? {}
				: {
						linkedin: {
							username: `${first_name}${last_name}`.toLowerCase(),
							url: `https://linkedin.example/in/${first_name}${last_name}`.toLowerCase(),
						},
					}),
		});
	});
}

/** People beside those of the demo, until there are so many. */
export function addMorePeople(state: State, count: number): void {
	for (let i = state.records.store.ofType('person').length; i < count; i++)
		state.records.create('person', {
			name: { first_name: pick(firstNames, i), last_name: `${pick(lastNames, i)} ${i}` },
			email_addresses: [`person-${i}@birch.example`],
			job_title: pick(jobTitles, i),
		});
}

function addDeals(state: State, companies: NexRecord[]): NexRecord[] {
	return Array.from({ length: 30 }, (_unused, i) => {
		const stage = pick(stages, i);
		return state.records.create('deal', {
			name: `${displayName(pick(companies, i))}: ${10 + i} sensors`,
			amount: { value: 4000 + i * 750, currency: 'EUR' },
			stage,
			close_date: date(state, 7 + i * 3),
			is_won: stage === 'Won',
			probability: (i % 10) / 10,
		});
	});
}

function addProjects(state: State, people: NexRecord[]): void {
	for (let i = 0; i < 24; i++) {
		const person = pick(people, i * 5);
		state.records.create('project', {
			name: `Survey ${i + 1}`,
			summary: `Growth measured on site ${i + 1}`,
			code: `PRJ-${100 + i}`,
			budget_hours: 40 + i * 8,
			progress: (i % 10) / 10 + 0.05,
			contact_email: `survey-${i + 1}@birch.example`,
			hotline: '+46 18 555 01 00',
			website: `https://birch.example/surveys/${i + 1}`,
			start_date: date(state, -i * 4),
			is_active: i % 3 !== 0,
			price: { value: 9000 + i * 500, currency: 'EUR' },
			site: { street: `Forest Road ${i + 1}`, postal_code: '75105', ...pick(cities, i) },
			status: pick(['Open', 'In Progress', 'Done'], i),
			tags: i % 2 ? ['Field Work'] : ['Field Work', 'Urgent'],
			channel: { username: `survey${i + 1}`, url: `https://social.example/survey${i + 1}` },
			domain: `survey-${i + 1}.birch.example`,
			manager: person.attributes.name,
		});
	}
}

function addLists(state: State, people: NexRecord[], companies: NexRecord[]): void {
	const leads = state.lists.create('person', {
		name: 'Spring Campaign',
		slug: 'spring-campaign',
		description: 'People to invite in spring',
	});
	state.objects.createAttribute('spring-campaign', {
		name: 'Status',
		slug: 'campaign_status',
		type: 'select',
		options: { select_options: [{ name: 'New' }, { name: 'Invited' }, { name: 'Accepted' }] },
	});
	state.objects.createAttribute('spring-campaign', { name: 'Score', slug: 'score', type: 'number' });
	people
		.slice(0, 35)
		.forEach((person, i) =>
			state.lists.add(leads.definition.id, person.id, { campaign_status: pick(['New', 'Invited', 'Accepted'], i), score: 50 + i }),
		);
	const keyAccounts = state.lists.create('company', {
		name: 'Key Accounts',
		slug: 'key-accounts',
		description: 'Companies that get a visit every quarter',
	});
	companies.slice(0, 8).forEach((company) => state.lists.add(keyAccounts.definition.id, company.id));
}

function addRelationships(state: State, people: NexRecord[], companies: NexRecord[], deals: NexRecord[]): void {
	const [person, company, deal] = [state.objects.get('person').id, state.objects.get('company').id, state.objects.get('deal').id];
	const worksAt = state.relationships.define({
		type: 'many_to_many',
		entity_definition_1_id: person,
		entity_definition_2_id: company,
		entity_1_to_2_predicate: 'works at',
		entity_2_to_1_predicate: 'employs',
	});
	const has = state.relationships.define({
		type: 'one_to_many',
		entity_definition_1_id: company,
		entity_definition_2_id: deal,
		entity_1_to_2_predicate: 'has',
		entity_2_to_1_predicate: 'belongs to',
	});
	people.forEach((one, i) => state.relationships.create(worksAt.id, one.id, pick(companies, i).id));
	deals.forEach((one, i) => state.relationships.create(has.id, pick(companies, i).id, one.id));
}

function addTasksAndNotes(state: State, people: NexRecord[]): void {
	people.slice(0, 20).forEach((person, i) => {
		const name = displayName(person);
		const task = state.tasks.create({
			title: `Call ${name}`,
			description: 'Ask how the sensors do',
			priority: pick(['low', 'medium', 'high', 'urgent'], i),
			due_date: new Date(state.time() + (i + 1) * DAY).toISOString(),
			entity_ids: [person.id],
			assignee_ids: [state.someone.created_by_id],
		});
		if (i % 5 === 0) state.tasks.update(task.id, { is_completed: true });
		if (i % 2 === 0)
			state.notes.create({ title: `Meeting with ${name}`, content: 'They want the readings every morning.', entity_id: person.id });
	});
}

const remarks: ReadonlyArray<{ type: string; type_description: string; content: (name: string) => string }> = [
	{ type: 'opportunity', type_description: 'A chance to sell', content: (name) => `${name} asked for a second batch of sensors` },
	{ type: 'risk', type_description: 'Something that may go wrong', content: (name) => `${name} has not answered for three weeks` },
	{ type: 'preference', type_description: 'How somebody likes things', content: (name) => `${name} prefers a call to an email` },
	{ type: 'milestone', type_description: 'Something that was reached', content: (name) => `${name} finished the trial` },
	{ type: 'pain_point', type_description: 'Something that troubles somebody', content: (name) => `${name} loses readings when it freezes` },
];

/** The next demo insight, about one of the workspace's people or companies. */
export function demoInsight(state: State): Partial<Insight> {
	const n = state.insights.store.size;
	const records = state.records.store.ofType(n % 2 ? 'company' : 'person');
	const { type, type_description, content } = pick(remarks, n);
	if (records.length === 0) return { type, type_description, content: content('Somebody') };
	const record = pick(records, n * 7);
	const name = displayName(record);
	return {
		type,
		type_description,
		content: content(name),
		confidence: 0.5 + (n % 5) / 10,
		entities: [{ id: record.id, name, type: record.type }],
		evidence: [
			{
				excerpt: content(name),
				excerpt_description: 'From an email',
				artifact: { type: 'email', type_description: 'Email', subject: 'Sensors', occurred_at: state.now() },
			},
		],
	};
}

function addInsights(state: State): void {
	for (let i = 30; i > 0; i--)
		state.insights.add([{ ...demoInsight(state), created_at: new Date(state.time() - i * HOUR).toISOString() }], { emit: false });
}

/** Fills an empty workspace, whose starter types are there, with what was made in the last hour. */
export const addDemoData = (state: State): void => state.apart(state.time() - HOUR, SECOND, () => fill(state));

function fill(state: State): void {
	addTypes(state);
	const companies = addCompanies(state);
	const people = addPeople(state, companies);
	const deals = addDeals(state, companies);
	addProjects(state, people);
	addLists(state, people, companies);
	addRelationships(state, people, companies, deals);
	addTasksAndNotes(state, people);
	addInsights(state);
	state.integrations.add('email', 'google', 'office@birch.example');
	state.notifications.createRule('Tell me when a key account has not answered for two weeks');
	people.slice(0, 5).forEach((person) => {
		const name = displayName(person);
		state.notifications.add({
			content: {
				important_items: [{ title: `${name} asked for a second batch`, context: 'Email of this morning', estimated_time: '5 min' }],
				entity_changes: [{ entity_id: person.id, name }],
			},
		});
		state.ghosts.push({ id: state.ids.next(), name: `A colleague of ${name}`, near: person.id, label: 'mentioned with', confidence: null });
	});
	state.ghosts.push({
		id: state.ids.next(),
		name: 'The harbour office',
		near: pick(companies, 0).id,
		label: 'ships through',
		confidence: 0.82,
	});
}
