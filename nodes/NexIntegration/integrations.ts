import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Form } from '../shared/operation';

/**
 * The integrations of Nex's documentation that a person connects by giving consent, with the parts of their path
 * (docs/api.md#integrations).
 */
const CONNECTABLE: Record<string, { type: string; provider: string }> = {
	attio: { type: 'crm', provider: 'attio' },
	gmail: { type: 'email', provider: 'google' },
	googleCalendar: { type: 'calendar', provider: 'google' },
	hubspot: { type: 'crm', provider: 'hubspot' },
	outlook: { type: 'email', provider: 'microsoft' },
	outlookCalendar: { type: 'calendar', provider: 'microsoft' },
	salesforce: { type: 'crm', provider: 'salesforce' },
	slack: { type: 'messaging', provider: 'slack' },
};

/** Nex support sets it up: it has no consent page (docs/api.md#whatsapp). */
const WHATSAPP = 'whatsapp';

/** Which integration to connect: all nine of the documentation, the one that cannot be connected here explained. */
export const integration: INodeProperties = {
	displayName: 'Integration',
	name: 'integration',
	type: 'options',
	options: [
		{ name: 'Attio', value: 'attio', description: 'Companies, people and deals from the CRM' },
		{ name: 'Gmail', value: 'gmail', description: 'Emails of a Google account' },
		{ name: 'Google Calendar', value: 'googleCalendar', description: 'Meetings of a Google account' },
		{ name: 'HubSpot', value: 'hubspot', description: 'Companies, contacts and deals from the CRM' },
		{ name: 'Outlook', value: 'outlook', description: 'Emails of a Microsoft account' },
		{ name: 'Outlook Calendar', value: 'outlookCalendar', description: 'Meetings of a Microsoft account' },
		{ name: 'Salesforce', value: 'salesforce', description: 'Accounts, contacts and opportunities from the CRM' },
		{ name: 'Slack', value: 'slack', description: 'Messages of a Slack workspace' },
		{ name: 'WhatsApp Business', value: WHATSAPP, description: 'Cannot be connected here: Nex support sets it up together with you' },
	],
	required: true,
	default: 'gmail',
	description: 'What to connect to the Nex workspace. WhatsApp Business is set up by Nex support and cannot be connected here.',
};

/**
 * The parts of the path that stand for the chosen integration.
 *
 * @throws NodeOperationError if it is WhatsApp Business, or none that Nex knows
 */
export function integrationPath(context: IExecuteSingleFunctions, form: Form): Record<string, string> {
	const chosen = form.get('integration');
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description, itemIndex: context.getItemIndex() });
	if (chosen === WHATSAPP) {
		throw refuse(
			'WhatsApp Business cannot be connected this way',
			'Nex support sets it up together with you: write to them. Once it is connected, Get Many Integrations may show it.',
		);
	}
	const known = typeof chosen === 'string' && Object.hasOwn(CONNECTABLE, chosen) ? CONNECTABLE[chosen] : undefined;
	if (known) return { ...known };
	throw refuse('"Integration" is none that Nex can connect', `It must be one of: ${Object.keys(CONNECTABLE).join(', ')}.`);
}
