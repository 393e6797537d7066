import type { Example } from './example';
import { picked } from './example';

export const NexIntegration: Record<string, Example> = {
	connect: {
		given: (nex) => {
			// Nex begins ten a minute; a test that tries hundreds is refused at once, instead of being asked to come back in a minute.
			nex.faults.add({ operation: 'startIntegrationConnect', skip: 9, times: Infinity, do: { status: 400 } });
			return {
				parameters: { integration: 'outlookCalendar' },
				request: { method: 'POST', path: '/v1/integrations/calendar/microsoft/connect', body: {} },
				items: [{ auth_url: expect.stringContaining('https://'), connect_id: expect.any(String) }],
			};
		},
	},
	getConnectionStatus: {
		given: async (nex) => {
			const { connect_id: connectId } = nex.state.integrations.connect('crm', 'hubspot');
			await new Promise((resolve) => setTimeout(resolve, 20));
			return {
				parameters: { connectId },
				request: { method: 'GET', path: `/v1/integrations/connect/${encodeURIComponent(connectId)}/status` },
				items: [{ status: 'connected', connection_id: expect.stringMatching(/^\d{17}$/) }],
			};
		},
	},
	getMany: {
		given: (nex) => {
			const id = nex.state.integrations.add('email', 'google', 'ada@birch.example').digits;
			return {
				parameters: {},
				request: { method: 'GET', path: '/v1/integrations' },
				items: nex.state.integrations
					.list()
					.map(({ display_name }) =>
						display_name === 'Gmail'
							? { display_name, connections: [{ id, status: 'active', identifier: 'ada@birch.example' }] }
							: { display_name },
					),
			};
		},
	},
	disconnect: {
		given: (nex) => {
			const id = nex.state.integrations.add('email', 'google', 'ada@birch.example').digits;
			return {
				parameters: { connectionId: picked(id) },
				request: { method: 'DELETE', path: `/v1/integrations/connections/${id}` },
				items: [{ deleted: true, id }],
			};
		},
	},
};
