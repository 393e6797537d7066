import type { INodeProperties } from 'n8n-workflow';
import { NexTrigger } from '../../nodes/NexTrigger/NexTrigger.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { BLANKS, HOLDS_OTHERS, oddValues, shownBy } from '../nodes/odd-values';
import { picked } from '../nodes/examples/example';
import { TriggerHost } from '../support/trigger-host';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ data: 'demo', exchangeLog: '' });
});
afterEach(async () => await nex.close());

/** Fields of n8n's own, and those that only hold others. */
const isOwn = ({ type, name }: INodeProperties) => !HOLDS_OTHERS.includes(type) && name !== 'pollTimes';

const fields = new NexTrigger().description.properties.flatMap((field): Array<{ field: INodeProperties; collection?: INodeProperties }> =>
	field.type === 'collection'
		? (field.options as INodeProperties[]).filter(isOwn).map((inner) => ({ field: inner, collection: field }))
		: isOwn(field)
			? [{ field }]
			: [],
);

/** Records to watch, for the fields of timelines. */
const WATCHING = { watch: 'objectType', objectType: picked('person') };

const cases = fields.map(({ field, collection }) => ({
	name: `${collection ? `${collection.displayName}, ` : ''}${field.displayName}`,
	field,
	collection,
}));

test('The form has fields', () => {
	expect(cases.length).toBeGreaterThan(15);
});

test.each(cases)(
	'$name: what cannot be meant is refused by name before any request, and nothing else is',
	async ({ field, collection }) => {
		const odd = oddValues(field);
		expect(odd).toBeDefined();
		const wanted: string[] = [];
		const got: string[] = [];
		for (const [value, outcome] of [...BLANKS, ...(odd ?? [])]) {
			// A field that shows only with another's choice may be what that choice cannot do without.
			const isNeeded = collection !== undefined && field.displayOptions !== undefined;
			const isMissing = outcome === 'blank' && (field.required === true || isNeeded);
			const given = field.type === 'resourceLocator' ? { __rl: true, mode: 'id', value } : value;
			const parameters = {
				...WATCHING,
				...shownBy(collection ?? field),
				...(collection ? { [collection.name]: { ...shownBy(field), [field.name]: given } } : { [field.name]: given }),
			};
			const host = new TriggerHost(new NexTrigger(), { credential: nex.credential, parameters });
			const before = nex.requests.length;
			const message = await host.test().then(
				() => '',
				(error: Error) => error.message,
			);
			const shown = `${typeof value} ${String(JSON.stringify(value))}`;
			if (outcome === 'refused') wanted.push(shown);
			// n8n itself sends nothing on its way that lacks what is required, and says so in its own words.
			if (isMissing) expect([message === '', nex.requests.length]).toEqual([false, before]);
			if (isMissing || !message.startsWith(`"${field.displayName}"`)) continue;
			got.push(shown);
			expect(nex.requests.length).toBe(before);
		}
		expect(got).toEqual(wanted);
	},
);
