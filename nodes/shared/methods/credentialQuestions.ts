import { isObject } from '../isObject';
import { parseJson } from '../transport/json';
import type { Scope } from '../transport/scopes';
import { wordsIn } from '../transport/words';

/** What is asked of Nex to test a credential, and how it is known that Nex answers. */
export interface Question {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	path: string;
	body?: object;
	/** Under which names the answer holds its rows, and what each row has; unset if nothing is there to be found. */
	rows?: { under: readonly string[]; have: string };
	/** Which of these names the answer has, if it is no list. */
	fields?: readonly string[];
}

/** What every key can ask, with what proves that Nex answers: the object types, or word of the scope that is missing. */
export const OBJECTS: Question = { method: 'GET', path: '/v1/objects', rows: { under: ['data'], have: 'slug' } };

/** What a key with one scope may ask without changing anything. What is not there is named 0: its answer tells the key, not Nex. */
export const QUESTIONS: Record<Scope, Question> = {
	'object.read': OBJECTS,
	'record.read': { method: 'GET', path: '/v1/records/0' },
	'list.read': { method: 'GET', path: '/v1/lists/0' },
	'list.member.read': { method: 'POST', path: '/v1/lists/0/records', body: { limit: 1 } },
	'relationship.read': { method: 'GET', path: '/v1/relationships', rows: { under: ['data'], have: 'id' } },
	'task.read': { method: 'GET', path: '/v1/tasks?limit=1', rows: { under: ['data', 'tasks'], have: 'id' } },
	'note.read': { method: 'GET', path: '/v1/notes/0' },
	'integration.read': { method: 'GET', path: '/v1/integrations', rows: { under: ['data', 'integrations'], have: 'provider' } },
	'notification.read': {
		method: 'GET',
		path: '/v1/notifications/preferences',
		fields: ['frequency_minutes', 'enabled_types', 'digest_enabled'],
	},
	'insight.stream': { method: 'GET', path: '/v1/insights?limit=1', rows: { under: ['data', 'insights'], have: 'content' } },
	'object.write': { method: 'PATCH', path: '/v1/objects/0', body: {} },
	'record.write': { method: 'PATCH', path: '/v1/records/0', body: { attributes: {} } },
	'list.member.write': { method: 'PATCH', path: '/v1/lists/0/records/0', body: { attributes: {} } },
	'relationship.write': { method: 'DELETE', path: '/v1/relationships/0' },
	'task.write': { method: 'PATCH', path: '/v1/tasks/0', body: {} },
	'note.write': { method: 'PATCH', path: '/v1/notes/0', body: {} },
	'integration.write': { method: 'DELETE', path: '/v1/integrations/connections/0' },
	'notification.write': { method: 'DELETE', path: '/v1/notifications/custom/0' },
};

/** An answer as it came. */
export interface Answer {
	status: number;
	text: string;
}

/** An answer as JSON; undefined for any other, such as a page of HTML. */
export function jsonOf({ text }: Answer): unknown {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

/** What Nex has in an error (docs/api.md#errors). */
const IN_ERRORS = new Set(['code', 'message', 'error', 'detail', 'status']);

/** True for an error in the form of Nex: its own words, and the status once more or word of a scope. */
export function isRefusalOfNex(answer: Answer): boolean {
	const body = jsonOf(answer);
	const words = wordsIn(body);
	if (!isObject(body) || words === undefined || !Object.keys(body).every((name) => IN_ERRORS.has(name))) return false;
	const { code = body.status, error } = body;
	return !isObject(error) && (code === undefined ? /scope|permission|api key/i.test(words) : Number(code) === answer.status);
}

/** True for an answer that only Nex gives to what was asked. */
export function isFromNex({ rows, fields }: Question, answer: Answer): boolean {
	const body = jsonOf(answer);
	if (fields) return isObject(body) && fields.some((name) => name in body);
	if (!rows || body === undefined) return false;
	const lists = Array.isArray(body) ? [body] : isObject(body) ? rows.under.map((name) => body[name]) : [];
	const list = lists.find((one) => Array.isArray(one) || one === null);
	return list === null || (Array.isArray(list) && list.every((row) => isObject(row) && rows.have in row));
}
