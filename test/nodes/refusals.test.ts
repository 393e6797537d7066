import type { INodeType } from 'n8n-workflow';
import { NexList } from '../../nodes/NexList/NexList.node';
import { NexNote } from '../../nodes/NexNote/NexNote.node';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import { NexTask } from '../../nodes/NexTask/NexTask.node';
import { pauseAsked } from '../../nodes/shared/transport/request';
import { answerError, networkError } from '../../nodes/shared/transport/errors';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { runNode } from '../support/host';
import { picked } from './examples/example';

let nex: NexServer;
beforeEach(async () => {
	nex = await startNexServer({ exchangeLog: '' });
});
afterEach(async () => await nex.close());

const ID = '40112233445566771';

/** What a user sees of a record that is asked for and answered so. */
async function answered(status: number, body: unknown, headers: Record<string, string> = {}) {
	nex.faults.add({ operation: 'getRecord', times: Infinity, do: { status, body, headers } });
	const { error } = await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'get', recordId: picked(ID), requestOptions: {} },
	});
	return error;
}

describe('A status that coming again does not change', () => {
	test.each([402, 405, 406, 409, 411, 412, 413, 414, 415, 418, 423, 424, 426, 428, 431, 451, 501, 505])(
		'%i shows the words of Nex, and does not tell to come again later',
		async (status) => {
			const error = await answered(status, { code: status, message: 'The trial of this workspace is over' });
			expect(error?.message).toContain('The trial of this workspace is over');
			expect(error?.httpCode).toBe(String(status));
			expect(`${error?.message} ${error?.description}`).not.toMatch(/later/i);
			expect(error?.description).toMatch(/\w{3,}/);
			expect(nex.requests).toHaveLength(1);
		},
	);

	test.each([408, 425, 500])('%i may pass, which is said', async (status) => {
		// Of every wait a random part is waited: none of it.
		const random = jest.spyOn(Math, 'random').mockReturnValue(0);
		expect((await answered(status, { message: 'busy' }).finally(() => random.mockRestore()))?.description).toMatch(/later/);
	});
});

describe('The words of Nex are shown, whatever they come in', () => {
	test.each([
		['plain text', 'limit must be at most 500'],
		['plain text in lines', 'limit must be at most 500\n'],
		['text as JSON', '"limit must be at most 500"'],
		['a message', { message: 'limit must be at most 500' }],
		['an error', { error: 'limit must be at most 500' }],
		['an error with a message', { error: { message: 'limit must be at most 500' } }],
		['a detail', { detail: 'limit must be at most 500' }],
		['a list of texts', { errors: ['limit must be at most 500'] }],
		['a list of errors', { errors: [{ message: 'limit must be at most 500' }] }],
		['errors by field', { errors: { limit: ['limit must be at most 500'] } }],
		['a list of errors alone', [{ message: 'limit must be at most 500' }]],
		['an empty message and an error', { message: ' ', error: 'limit must be at most 500' }],
	])('in %s', async (_form, body) => {
		expect((await answered(400, body))?.message).toContain('limit must be at most 500');
	});

	test.each([
		'<html><body><h1>400 Bad Request</h1></body></html>',
		'\uFEFF<!DOCTYPE html><title>Sign in</title>',
		'Error<br>nginx',
		{ message: '<html><h1>Oops</h1></html>' },
	])('but never a page of HTML: %j', async (body) => {
		const error = await answered(400, body);
		expect(error?.message).not.toMatch(/[<>]|nginx|Oops|Sign in/);
		expect(error?.message).toMatch(/\w{3,}/);
	});

	test.each([401, 403, 404])('a web page that answers %i is not taken for Nex, which says nothing of keys and scopes', async (status) => {
		const error = await answered(status, '<html><h1>Access denied</h1></html>');
		expect(error?.message).toContain('did not come from the Nex API');
		expect(error?.message).not.toMatch(/scope|API key|record/);
		expect(error?.description).toContain('Base URL');
	});
});

test.each([
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'CERT_HAS_EXPIRED',
	'ERR_TLS_CERT_ALTNAME_INVALID',
])('a certificate that is not trusted (%s) is said to be so, with what to do', (code) => {
	const node = { id: '', name: 'Nex', type: 'nex', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const error = networkError(node, code, 'https://nex.example', { scopes: [] }, { count: 1, waited: 0 });
	expect(error.message).toContain(`the certificate that was shown is not trusted (${code})`);
	expect(error.description).toMatch(/NODE_EXTRA_CA_CERTS.*Ignore SSL Issues/);
});

describe('What was not found is named as Nex names it', () => {
	const addMember = { operation: 'addMember', listId: picked(ID), recordId: picked('77') };
	const cases: Array<[string, INodeType, Record<string, unknown>, string, string, RegExp, RegExp]> = [
		[
			'the record, if a member is added to a list',
			new NexList(),
			addMember,
			'addListMember',
			'record 77 not found',
			/^The record was not found: record 77 not found$/,
			/list/i,
		],
		[
			'the parent, if a member is added or updated',
			new NexList(),
			{ ...addMember, operation: 'addOrUpdateMember' },
			'upsertListMember',
			'parent entity does not exist',
			/^The record was not found/,
			/list/i,
		],
		['the list itself', new NexList(), addMember, 'addListMember', 'list not found', /^The list was not found/, /record/i],
		[
			'a person whom a task is given to',
			new NexTask(),
			{ operation: 'update', taskId: picked('5'), updateFields: { title: 'Call' } },
			'updateTask',
			'assignee 9 not found',
			/assignee 9 not found$/,
			/task/i,
		],
		[
			'the record of a note',
			new NexNote(),
			{ operation: 'update', noteId: picked('5'), updateFields: { title: 'Call' } },
			'updateNote',
			'entity 9 does not exist',
			/^The record was not found: entity 9/,
			/note/i,
		],
	];

	test.each(cases)('%s', async (_what, node, parameters, operation, message, expected, not) => {
		nex.faults.add({ operation, do: { status: 404, body: { code: 404, message } } });
		const { error } = await runNode(node, { credential: nex.credential, parameters });
		expect(error?.message).toMatch(expected);
		expect(error?.message).not.toMatch(not);
	});

	test('a quoted name is not taken for a thing', async () => {
		expect((await answered(404, { message: 'no record with the name "Task list"' }))?.message).toMatch(/^The record was not found/);
	});

	test('words that name nothing leave what the operation looked for', async () => {
		expect((await answered(404, { message: 'not found' }))?.message).toBe('The record was not found: not found');
	});
});

describe('How long Nex wants to be left alone', () => {
	const node = { id: '1', name: 'Nex', type: 'nex', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };

	test('travels with the error, also through a copy of the reference and beside other errors', async () => {
		const tries = { count: 1, waited: 0, asked: 7_000 };
		const error = answerError(node, 429, '', { scopes: [] }, tries);
		expect(pauseAsked(error)).toBe(7_000);
		expect(pauseAsked(answerError(node, 503, '', { scopes: [] }, { count: 1, waited: 0 }))).toBeUndefined();
		expect(pauseAsked(new Error('other'))).toBeUndefined();
	});

	test('does not hide that it is an error of an API, which the editor shows with its status', () => {
		const error = answerError(node, 429, '', { scopes: [] }, { count: 1, waited: 0 });
		expect(error.name).toBe('NodeApiError');
		expect(error.httpCode).toBe('429');
	});
});
