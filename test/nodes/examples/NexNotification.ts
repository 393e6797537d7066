import type { Example } from './example';
import { picked } from './example';

export const NexNotification: Record<string, Example> = {
	getFeed: {
		given: (nex) => {
			nex.state.notifications.add({ sent_at: '2026-05-04T08:00:00Z' });
			const { id } = nex.state.notifications.add({ sent_at: '2026-05-04T10:00:00Z', type: 'digest' });
			return {
				parameters: { limit: 20, filters: { since: '2026-05-04T11:00:00+02:00' } },
				request: { method: 'GET', path: '/v1/notifications/feed', query: { limit: '20', since: '2026-05-04T09:00:00.000Z' } },
				items: [{ id, type: 'digest', status: 'unread' }],
			};
		},
	},
	getPreferences: {
		given: () => ({
			parameters: {},
			request: { method: 'GET', path: '/v1/notifications/preferences' },
			items: [{ frequency_minutes: 180, digest_enabled: true }],
		}),
	},
	updatePreferences: {
		given: () => ({
			parameters: {
				updateFields: { digestEnabled: false, enabledTypes: ['context_alert'], frequencyMinutes: 60, otherTypes: 'deal_alert' },
			},
			request: {
				method: 'PATCH',
				path: '/v1/notifications/preferences',
				body: { digest_enabled: false, enabled_types: ['context_alert', 'deal_alert'], frequency_minutes: 60 },
			},
			items: [{ frequency_minutes: 60, enabled_types: ['context_alert', 'deal_alert'], digest_enabled: false }],
		}),
	},
	createRule: {
		given: () => ({
			parameters: { description: 'Tell me when a customer mentions a competitor' },
			request: { method: 'POST', path: '/v1/notifications/custom', body: { description: 'Tell me when a customer mentions a competitor' } },
			items: [{ prompt: 'Tell me when a customer mentions a competitor', is_enabled: true }],
		}),
	},
	getRule: {
		given: (nex) => {
			const { id } = nex.state.notifications.createRule('Tell me of competitors');
			return {
				parameters: { ruleId: picked(id) },
				request: { method: 'GET', path: `/v1/notifications/custom/${id}` },
				items: [{ id, prompt: 'Tell me of competitors' }],
			};
		},
	},
	getManyRules: {
		given: (nex) => {
			for (const prompt of ['First', 'Second', 'Third']) nex.state.notifications.createRule(prompt);
			return {
				parameters: { limit: 2 },
				request: { method: 'GET', path: '/v1/notifications/custom' },
				items: [{ prompt: 'First' }, { prompt: 'Second' }],
			};
		},
	},
	deleteRule: {
		given: (nex) => {
			const { id } = nex.state.notifications.createRule('Tell me of competitors');
			return {
				parameters: { ruleId: picked(id) },
				request: { method: 'DELETE', path: `/v1/notifications/custom/${id}` },
				items: [{ deleted: true, id }],
			};
		},
	},
};
