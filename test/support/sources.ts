import { happen, ids, nex, person } from './timeline-hosts';

/** What Nex Trigger starts on: each of its events, set to all there is, and what makes one happen. */
export const sources: { name: string; parameters: () => Record<string, unknown>; add: (id: string) => unknown }[] = [
	{ name: 'On New Insight', parameters: () => ({ event: 'insight' }), add: (id) => nex.addInsights([{ id, content: id }]) },
	{ name: 'On Notification', parameters: () => ({ event: 'notification' }), add: (id) => nex.state.notifications.add({ id }) },
	{
		name: 'On Timeline Event',
		parameters: () => ids([person('Ida')]),
		add: (id) => happen(nex.state.records.store.ofType('person')[0]?.id ?? '', id),
	},
];
