import type { IAuthenticate, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { SCOPES } from '../nodes/shared/transport/scopes';
import { homepage } from '../package.json';

export class NexApi implements ICredentialType {
	name = 'nexApi';

	displayName = 'Nex API';

	icon: Icon = { light: 'file:../icons/nex.svg', dark: 'file:../icons/nex.dark.svg' };

	documentationUrl = 'https://docs.nex.ai/api-reference/introduction';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. sk-…',
			description:
				'A key of the Nex Developer API. Create one in Nex under ' +
				'<a href="https://app.nex.ai/settings/developer" target="_blank">Settings, Developer</a>.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://app.nex.ai/api/developers',
			placeholder: 'e.g. https://app.nex.ai/api/developers',
			description:
				'Where the Nex Developer API answers: leave it as it is, unless your Nex answers somewhere else. ' +
				'It must start with https://, or http:// for this machine.',
		},
		{
			displayName: 'Scopes',
			name: 'scopes',
			type: 'multiOptions',
			default: [],
			description:
				'The scopes the key was given in Nex. They decide what the connection test asks for; leave it empty if you do not know them. ' +
				`<a href="${homepage}/blob/main/docs/scopes.md" target="_blank">Which operation needs which scope</a>.`,
			options: Object.entries(SCOPES).map(([value, description]) => ({ name: value, value, description })),
		},
	];

	// A function, not an expression: once a trigger's activation is over, n8n evaluates no expression for it any more
	// (n8n 2.41, "No bridge acquired"), and the trigger goes on asking Nex for as long as the workflow is active.
	authenticate: IAuthenticate = async ({ apiKey }, requestOptions) => ({
		...requestOptions,
		headers: { ...requestOptions.headers, Authorization: `Bearer ${String(apiKey)}` },
	});
}
