/** A part of a structured value. */
export interface Part {
	name: string;
	type: 'string' | 'number';
}

/** The parts of structured values, by the attribute's type. */
export const PARTS: ReadonlyMap<string, Readonly<Record<string, Part>>> = new Map<string, Readonly<Record<string, Part>>>([
	['full_name', { first_name: { name: 'First Name', type: 'string' }, last_name: { name: 'Last Name', type: 'string' } }],
	['phone', { country_code: { name: 'Country Code', type: 'number' }, number: { name: 'Number', type: 'string' } }],
	[
		'location',
		{
			street: { name: 'Street', type: 'string' },
			city: { name: 'City', type: 'string' },
			region: { name: 'Region', type: 'string' },
			postal_code: { name: 'Postal Code', type: 'string' },
			country: { name: 'Country', type: 'string' },
		},
	],
	['social_profile', { username: { name: 'Username', type: 'string' }, url: { name: 'URL', type: 'string' } }],
	['currency', { value: { name: 'Amount', type: 'number' }, currency: { name: 'Currency Code', type: 'string' } }],
]);

const NAMES = new Set([...PARTS.values()].flatMap((parts) => Object.keys(parts)));

/** True for a name that a part of some structured value has. */
export const isPartName = (name: string): boolean => NAMES.has(name);
