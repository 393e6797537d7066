import { host as hostOf, nex, withEmptyNex } from './hosts';
import type { HostOptions, TriggerHost } from './trigger-host';
import { scheduleAtSecond, stopTime } from './virtual-time';

export { hosts, killed, nex, republished } from './hosts';

// Only tests move time.
beforeEach(() => stopTime());
// Not held against the contract, which the answers that some of these tests make up do not keep.
withEmptyNex({ exchangeLog: '' });
beforeEach(() => scheduleAtSecond(30));

export const MINUTE = 61_000;

export const host = (parameters: Record<string, unknown>, options: Partial<HostOptions> = {}): TriggerHost =>
	hostOf({ parameters: { event: 'timelineEvent', ...parameters }, ...options });

export const person = (name: string) => nex.state.records.create('person', { name }).id;
export const ids = (list: string[]) => ({
	watch: 'records',
	records: { record: list.map((value) => ({ recordId: { __rl: true, mode: 'id', value } })) },
});
export const ofType = (slug: string) => ({ watch: 'objectType', objectType: { __rl: true, mode: 'id', value: slug } });
export const happen = (record: string, id: string, more: object = {}) => nex.state.timelines.add(record, { id, ...more });
export const seen = (of: TriggerHost) => of.items.map(({ id }) => id);
