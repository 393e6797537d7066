import type { State } from './state/state';

/** The two object types that every workspace begins with, and their attributes (docs/api.md#attribute-values). */
export function addStarterTypes(state: State): void {
	state.objects.create({
		name: 'Person',
		name_plural: 'People',
		slug: 'person',
		type: 'person',
		description: 'Somebody the workspace deals with',
		attributes: [
			{ name: 'Email Addresses', slug: 'email_addresses', type: 'email', options: { is_unique: true, is_multi_value: true } },
			{ name: 'Job Title', slug: 'job_title', type: 'text' },
			{ name: 'Phone Number', slug: 'phone_number', type: 'phone' },
			{ name: 'Location', slug: 'location', type: 'location' },
			{ name: 'LinkedIn', slug: 'linkedin', type: 'social_profile' },
		],
	});
	state.objects.create({
		name: 'Company',
		name_plural: 'Companies',
		slug: 'company',
		type: 'company',
		description: 'An organisation the workspace deals with',
		attributes: [
			{ name: 'Domains', slug: 'domains', type: 'domain', options: { is_unique: true, is_multi_value: true } },
			{
				name: 'Industries',
				slug: 'industries',
				type: 'select',
				options: {
					is_multi_value: true,
					select_options: ['Forestry', 'Timber', 'Paper', 'Furniture', 'Research', 'Logistics'].map((name) => ({ name })),
				},
			},
			{ name: 'Employees', slug: 'employees', type: 'number', options: { is_whole_number: true } },
			{ name: 'Location', slug: 'location', type: 'location' },
		],
	});
}
