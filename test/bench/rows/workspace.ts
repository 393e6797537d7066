import { startNexServer, type NexServer } from '../../nex-server';

const cities = [
	{ city: 'Uppsala', region: 'Uppland', country: 'SE' },
	{ city: 'Freiburg', region: 'Baden', country: 'DE' },
	{ city: 'Porto', region: 'Norte', country: 'PT' },
];

/** Adds people until there are `count`. */
function addPeople(nex: NexServer, count: number): void {
	for (let i = nex.state.records.store.ofType('person').length; i < count; i++) {
		nex.state.records.create('person', {
			name: `Person ${i}`,
			email_addresses: [`person.${i}@pine-timber.example`],
			job_title: 'Head of Purchasing',
			phone_number: `+46 70 ${String(i).padStart(7, '0')}`,
			location: cities[i % 3],
			linkedin: `person-${i}`,
		});
	}
}

/** Starts an embedded Nex with so many people. */
export async function workspaceOf(people: number): Promise<NexServer> {
	const nex = await startNexServer();
	addPeople(nex, people);
	return nex;
}
