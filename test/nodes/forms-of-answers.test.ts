import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Between, PassedAnswer } from '../support/between';
import { pass, startBetween, unsent } from '../support/between';
import { additionalData, core, runNode } from '../support/host';
import { picked } from './examples/example';
import { exampleOperations } from './examples/operations';

let nex: NexServer;
let between: Between | undefined;
beforeEach(async () => {
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => {
	await between?.close();
	await nex.close();
});

type Send = (response: ServerResponse, answer: PassedAnswer) => void;

const json = (charset: string) => ({ 'content-type': `application/json; charset=${charset}` });
const packed =
	(coding: string, pack: (body: Buffer) => Buffer): Send =>
	(response, answer) =>
		pass(response, { ...answer, body: pack(answer.body) }, { 'content-encoding': coding });

const utf16 = (body: Buffer, isBig: boolean) => {
	const bytes = Buffer.from(`\uFEFF${body.toString('utf8')}`, 'utf16le');
	return isBig ? bytes.swap16() : bytes;
};

/** The same answer in forms that HTTP allows, and some that servers give all the same. */
const forms: Array<[string, Send]> = [
	['with a byte order mark', (response, answer) => pass(response, { ...answer, body: Buffer.from(`\uFEFF${answer.body.toString()}`) })],
	['in UTF-16', (response, answer) => pass(response, { ...answer, body: utf16(answer.body, false) }, json('utf-16'))],
	['in UTF-16 that is marked and not named', (response, answer) => pass(response, { ...answer, body: utf16(answer.body, true) })],
	['said to be in another encoding', (response, answer) => pass(response, answer, json('iso-8859-1'))],
	['said to be in one that nobody knows', (response, answer) => pass(response, answer, json('utf8mb4'))],
	['packed by gzip', packed('gzip', gzipSync)],
	['packed by deflate', packed('deflate', deflateSync)],
	['packed by deflate without a header', packed('deflate', deflateRawSync)],
	['packed by Brotli', packed('br', brotliCompressSync)],
	[
		'byte by byte',
		(response, { status, headers, body }) => {
			response.writeHead(status, unsent(headers));
			for (const byte of body) response.write(Buffer.from([byte]));
			response.end();
		},
	],
	[
		'of HTTP 1.0, which ends with the connection',
		(response, { status, headers, body }) => {
			const lines = Object.entries(unsent(headers)).map(([name, value]) => `${name}: ${String(value)}`);
			response.socket?.end(Buffer.concat([Buffer.from([`HTTP/1.0 ${status} OK`, ...lines, '', ''].join('\r\n')), body]));
		},
	],
	[
		'after word that it is on its way',
		(response, answer) => {
			response.writeEarlyHints({ link: '</style.css>; rel=preload' });
			response.writeProcessing();
			pass(response, answer);
		},
	],
];

/** Forms that are different for whatever reads the answer. */
const mainForms = forms.filter(([form]) => ['with a byte order mark', 'in UTF-16', 'packed by gzip'].includes(form));

describe.each(exampleOperations)('$node, $operation', ({ node, create, example, operation }) => {
	test('gives the same items, in whatever form the answer comes', async () => {
		for (const [form, send] of node === 'NexRecord' ? forms : mainForms) {
			const given = await example.given(nex);
			between = await startBetween(nex, send);
			const { error, items } = await runNode(create(), {
				credential: between.credential,
				items: [{ json: given.input ?? {} }],
				parameters: { ...given.parameters, operation },
			});
			expect([form, error?.message]).toEqual([form, undefined]);
			expect(items.map(({ json }) => json)).toEqual(given.items.map((item) => expect.objectContaining(item)));
			await between.close();
			await nex.close();
			nex = await startNexServer({ jobDuration: 0 });
		}
	});
});

describe('Letters that are not English', () => {
	const read = async (bytes: Buffer, headers: Record<string, string>) => {
		const id = nex.state.records.create('person', { name: 'Ada' }).id;
		between = await startBetween(nex, (response, answer) => pass(response, { ...answer, body: bytes }, headers));
		return await runNode(new NexRecord(), {
			credential: between.credential,
			parameters: { operation: 'get', recordId: picked(id), simplify: false },
		});
	};
	/** A record with these letters as its name, which have these bytes. */
	const named = (...name: number[]) =>
		Buffer.concat([Buffer.from('{"id":"1","attributes":{"name":"'), Buffer.from(name), Buffer.from('"}}')]);

	test.each([
		['iso-8859-1', [0x4a, 0xf6, 0x72, 0x67], 'Jörg'],
		['windows-1252', [0x80, 0x20, 0x92, 0xe9], '€ ’é'],
		['windows-1251', [0xc0, 0xe4, 0xe0], 'Ада'],
		['shift_jis', [0x82, 0xa0], 'あ'],
		['"GBK"', [0xc4, 0xe3], '你'],
	])('in %s are read as they are meant', async (charset, bytes, name) => {
		const { error, items } = await read(named(...bytes), json(charset));
		expect(error).toBeUndefined();
		expect(items[0]?.json.attributes).toEqual({ name });
	});

	test.each([
		['no encoding', { 'content-type': 'application/json' }],
		['UTF-8', json('utf-8')],
		['an encoding that nobody knows', json('klingon')],
	])('in bytes that are not UTF-8, under %s, are refused, and not replaced', async (_what, headers) => {
		const { error, items } = await read(named(0x4a, 0xf6, 0x72, 0x67), headers);
		expect(items).toEqual([]);
		expect(error?.message).toContain('neither in UTF-8 nor');
	});

	test('an answer packed in a way that n8n does not know is said to be unreadable', async () => {
		const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x11, 0x00, 0x00, 0x7b, 0x7d, 0xff, 0xfe]);
		const { error } = await read(zstd, { 'content-encoding': 'x-own' });
		expect(error?.message).toContain('neither in UTF-8 nor');
	});

	test('a create whose answer cannot be read says to look in Nex first', async () => {
		between = await startBetween(nex, (response, answer) => pass(response, { ...answer, body: named(0xf6) }));
		const { error } = await runNode(new NexRecord(), {
			credential: between.credential,
			parameters: { operation: 'create', objectType: picked('person'), attributesMode: 'json', attributesJson: '{ "name": "Ada" }' },
		});
		expect(error?.description).toContain('look in Nex first');
		expect(nex.requests).toHaveLength(1);
	});

	test('a text that was cut off in the middle of a letter is asked for again', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const id = nex.state.records.create('person', { name: 'Jörg' }).id;
		let answers = 0;
		between = await startBetween(nex, (response, answer) => {
			const { body } = answer;
			pass(response, answers++ === 0 ? { ...answer, body: body.subarray(0, body.indexOf(0xc3) + 1) } : answer);
		});
		const { error, items } = await runNode(new NexRecord(), {
			credential: between.credential,
			parameters: { operation: 'get', recordId: picked(id) },
		});
		jest.restoreAllMocks();
		expect(error).toBeUndefined();
		expect(items[0]?.json.name).toBe('Jörg');
		expect(answers).toBe(2);
	});

	test('the words of a refusal are shown whatever its encoding', async () => {
		nex.faults.add({ operation: 'getRecord', do: { status: 400, body: { message: 'no' } } });
		const body = Buffer.concat([Buffer.from('{"message":"Stra'), Buffer.from([0xdf]), Buffer.from('e fehlt"}')]);
		const { error } = await read(body, json('iso-8859-1'));
		expect(error?.message).toContain('Straße fehlt');
	});
});

test.each(forms)("the credential's test takes an answer %s", async (_form, send) => {
	between = await startBetween(nex, send);
	const { nexApiTest } = new NexRecord().methods.credentialTest;
	const data = between.credential as never;
	const context = new core.CredentialTestContext(additionalData({ nexApi: data }, 'internal'));
	expect(await nexApiTest.call(context, { id: '1', name: 'Nex', type: 'nexApi', data })).toMatchObject({ status: 'OK' });
});
