import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createParser } from 'eventsource-parser';
import type { ConnectionEnd } from '../../nodes/NexTrigger/insights/connection';
import { readStream } from '../../nodes/NexTrigger/insights/connection';
import type { StreamEvent } from '../../nodes/NexTrigger/insights/events';
import { createEventReader } from '../../nodes/NexTrigger/insights/events';

const long = 'x'.repeat(200);
const message = (data: string, name?: string): StreamEvent => ({ name, data });

/** What the SSE standard says of a stream's format (WHATWG HTML, 9.2.6), case by case. */
const cases: [what: string, stream: string, events: StreamEvent[]][] = [
	['a byte order mark at the beginning is passed over', '\uFEFFdata:1\n\ndata:2\n\n', [message('1'), message('2')]],
	['a byte order mark further on is part of a field name', '\uFEFFdata:1\n\n\uFEFFdata:2\n\ndata:3\n\n', [message('1'), message('3')]],
	[
		'of two byte order marks at the beginning only the first is passed over',
		'\uFEFF\uFEFFdata:1\n\ndata:2\n\ndata:3\n\n',
		[message('2'), message('3')],
	],
	[
		'comments of any length say nothing',
		`data:1\r:\0\n:\r\ndata:2\n:${long}\rdata:3\n:data:fail\r:${long}\ndata:4\n\n`,
		[message('1\n2\n3\n4')],
	],
	['an event without its empty line is dropped at the end', 'retry:1000\ndata:one\n\nid:x\ndata:two', [message('one')]],
	['data may be empty, and have no colon', 'data:\n\ndata\ndata\n\ndata:x\n\n', [message(''), message('\n'), message('x')]],
	['an event has the name it was given, the next one none', 'event:named\ndata:x\n\ndata:y\n\n', [message('x', 'named'), message('y')]],
	['an empty name is none', 'event: \ndata:x\n\n', [message('x')]],
	['the last of several names counts', 'event:a\nevent:b\ndata:x\n\n', [message('x', 'b')]],
	['a name without data makes no event, and is forgotten', 'event:named\n\ndata:x\n\n', [message('x')]],
	[
		'an id changes nothing, with a null in it or not',
		'id:1\ndata:x\n\nid:a\0b\ndata:y\n\nid\ndata:z\n\n',
		[message('x'), message('y'), message('z')],
	],
	[
		'field names are exact',
		'data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n',
		[message('\0\n 2\n1\n3\n\n4')],
	],
	['what cannot be read as a time to wait is passed over', 'retry:1000x\nretry:-1\nretry\nretry:\ndata:x\n\n', [message('x')]],
	['unknown fields are passed over', 'data:a\n data\ndata\nfoobar:xxx\njustsometext\n:a comment\ndata:b\n\n', [message('a\n\nb')]],
	['one leading space belongs to the format, a tab to the value', 'data:\ta\rdata: \ndata:b\n\n', [message('\ta\n\nb')]],
	['line ends may be mixed, and the last one a lone CR', 'data:a\r\ndata\ndata:b\r\n\r', [message('a\n\nb')]],
	['CR alone ends lines', 'data:a\r\rdata:b\r\r', [message('a'), message('b')]],
	['CRLF ends lines', 'event: e\r\ndata: a\r\n\r\ndata: b\r\n\r\n', [message('a', 'e'), message('b')]],
	['a null is a character like others', 'data:\0\n\n\n\n', [message('\0')]],
	['characters of several bytes are whole', 'data:ok…ü😀\n\ndata:日本\n\n', [message('ok…ü😀'), message('日本')]],
	['empty lines make no events', '\n\n\r\n\r\ndata:x\n\n\n\n', [message('x')]],
];

function readAll(chunks: Uint8Array[]): StreamEvent[] {
	const events: StreamEvent[] = [];
	const reader = createEventReader({ createParser }, { onEvent: (event) => events.push(event), onTooLong: () => undefined });
	chunks.forEach(reader.feed);
	return events;
}

const normal = (events: StreamEvent[]) => events.map(({ name, data }) => ({ name, data }));

describe('read from chunks', () => {
	test.each(cases)('%s, wherever the bytes are cut', (_what, stream, expected) => {
		const bytes = Buffer.from(stream);
		for (let cut = 0; cut <= bytes.length; cut++)
			expect([cut, normal(readAll([bytes.subarray(0, cut), bytes.subarray(cut)]))]).toEqual([cut, normal(expected)]);
		expect(normal(readAll([...bytes].map((byte) => Uint8Array.of(byte))))).toEqual(normal(expected));
	});

	test('an event that is too long is skipped, and the next one read, wherever the bytes are cut', () => {
		const bytes = Buffer.from(`data:a\n\ndata:${'y'.repeat(60)}\ndata:more\n\ndata:b\n\n`);
		for (let cut = 0; cut <= bytes.length; cut++) {
			const events: string[] = [];
			let tooLong = 0;
			const reader = createEventReader(
				{ createParser },
				{ onEvent: ({ data }) => events.push(data), onTooLong: () => tooLong++, largest: 40 },
			);
			// The limit holds for what is buffered, so the event must come in pieces.
			for (const chunk of [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((part) => [...part]).map((byte) => Uint8Array.of(byte)))
				reader.feed(chunk);
			expect({ cut, events, tooLong }).toEqual({ cut, events: ['a', 'b'], tooLong: 1 });
		}
	});
});

describe('through the connection', () => {
	let parts: Buffer[] = [];
	let contentType = 'text/event-stream';
	const server = createServer((_request, response) => {
		response.socket?.setNoDelay(true);
		response.writeHead(200, { 'content-type': contentType });
		const [first, second] = parts;
		response.write(first ?? '');
		setImmediate(() => setImmediate(() => response.end(second)));
	});

	beforeAll(async () => await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
	afterAll(async () => await new Promise((resolve) => server.close(resolve)));

	async function receive(): Promise<{ events: StreamEvent[]; end: ConnectionEnd }> {
		const events: StreamEvent[] = [];
		const end = await readStream({
			url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/insights/stream`),
			apiKey: 'key',
			signal: new AbortController().signal,
			onOpen: () => undefined,
			onEvent: (event) => events.push(event),
			onRetry: () => undefined,
			onTooLong: () => undefined,
		});
		return { events, end };
	}

	test.each(cases)('%s, wherever the bytes are cut', async (_what, stream, expected) => {
		const bytes = Buffer.from(stream);
		const cuts = Array.from({ length: bytes.length + 1 }, (_none, index) => index);
		for (const cut of cuts) {
			parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
			expect([cut, normal((await receive()).events)]).toEqual([cut, normal(expected)]);
		}
	});

	test.each([
		['text/event-stream', true],
		['text/event-stream;', true],
		['text/event-stream; charset=utf-8', true],
		['Text/Event-Stream;x bogus', true],
		['text/event-streams', false],
		['text/plain', false],
		['text/html; charset=utf-8', false],
	])('an answer of the type %s is a stream: %s', async (type, isStream) => {
		contentType = type;
		parts = [Buffer.from('data:x\n\n')];
		const { events, end } = await receive();
		contentType = 'text/event-stream';
		expect(events.length === 1).toBe(isStream);
		expect(end.kind).toBe(isStream ? 'lost' : 'refused');
	});
});
