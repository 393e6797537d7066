import { notFound } from '../errors';
import type { NotificationItem, NotificationPreferences, NotificationRule } from '../types';
import type { State } from './state';

/** The notification feed, its preferences, and the rules people write (docs/api.md#notifications). */
export class Notifications {
	readonly preferences: NotificationPreferences = {
		frequency_minutes: 180,
		enabled_types: ['daily_digest', 'meeting_summary', 'task_reminder', 'context_alert'],
		digest_enabled: true,
	};
	#feed: NotificationItem[] = [];
	#rules = new Map<string, NotificationRule>();

	constructor(private readonly state: State) {}

	/** Puts an item into the feed. */
	add(given: Partial<NotificationItem> = {}): NotificationItem {
		const now = this.state.now();
		const item = {
			id: this.state.ids.next(),
			type: 'context_alert',
			status: 'unread',
			alert_time: now,
			sent_at: now,
			content: { important_items: [], entity_changes: [] },
			...given,
		};
		this.#feed.push(item);
		return item;
	}

	/** Newest first, sent after `since`. */
	feed(limit: number, since?: string): NotificationItem[] {
		const after = since === undefined ? -Infinity : Date.parse(since);
		return this.#feed
			.filter((item) => Date.parse(item.sent_at) > after)
			.sort((a, b) => Date.parse(b.sent_at) - Date.parse(a.sent_at))
			.slice(0, limit);
	}

	rules(): NotificationRule[] {
		return [...this.#rules.values()];
	}

	/** @throws ApiError 404 */
	rule(id: string): NotificationRule {
		const rule = this.#rules.get(id);
		if (!rule) throw notFound(`Notification rule ${id}`);
		return rule;
	}

	createRule(prompt: string): NotificationRule {
		const rule = {
			id: this.state.ids.next(),
			name: prompt.slice(0, 40),
			prompt,
			is_enabled: true,
			schedule: '0 9 * * *',
			created_at: this.state.now(),
		};
		this.#rules.set(rule.id, rule);
		return rule;
	}

	deleteRule(id: string): void {
		this.rule(id);
		this.#rules.delete(id);
	}
}
