import type { IDataObject } from 'n8n-workflow';
import { isEmpty } from '../../shared/values/blank';
import { byTimeAndId } from '../byTimeAndId';
import type { Identity } from '../identity';
import { identityOf, short } from '../identity';
import { objectsUnder } from '../answers';
import { momentOf } from '../../shared/moment';

/** An item of the notification feed as Nex sent it. */
export type Notification = IDataObject;

/** The items of an answer; `undefined` if it is no feed. */
export const readFeed = (body: unknown): Notification[] | undefined => objectsUnder(body, 'items', 'data');

/** When it was sent, else when its cause was noticed, in milliseconds since 1970; `undefined` if it does not say. */
export function timeOf({ sent_at: sentAt, alert_time: alertTime }: Notification): number | undefined {
	return [sentAt, alertTime].map(momentOf).find((time) => time !== undefined && time > 0);
}

/** Its identity: its ID, or what it says. Whether it was read changes, and is no part of it. */
export function identify(notification: Notification): Identity {
	const { id, type, sent_at: sentAt, alert_time: alertTime, content } = notification;
	const name = short(JSON.stringify(isEmpty(id) ? [type, sentAt, alertTime, content] : String(id)));
	return identityOf(name, name, timeOf(notification));
}

/** Oldest first; those without a time are the last. */
export const inOrder = (notifications: Notification[]): Notification[] =>
	byTimeAndId(notifications, (one) => timeOf(one) ?? Number.MAX_SAFE_INTEGER);
