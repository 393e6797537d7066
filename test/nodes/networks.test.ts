import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import type { Between } from '../support/between';
import { startBetween } from '../support/between';
import { runNode } from '../support/host';
import { picked } from './examples/example';
import { exampleOperations, pathsOf } from './examples/operations';

let nex: NexServer;
let between: Between | undefined;
beforeEach(async () => {
	// Without a pause between the tries.
	jest.spyOn(Math, 'random').mockReturnValue(0);
	nex = await startNexServer({ jobDuration: 0 });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await between?.close();
	await nex.close();
});

const getOne = { operation: 'get', recordId: picked('1') };
const createOne = {
	operation: 'create',
	objectType: picked('company'),
	attributesMode: 'json',
	attributesJson: '{ "name": "Pine Timber" }',
};

describe.each(exampleOperations)('$node, $operation', ({ node, definition, create, example, operation }) => {
	/** Runs the operation through what redirects the first request of it, and gives how often Nex got it. */
	const redirected = async (status: number, to: (url: string) => string) => {
		const given = await example.given(nex);
		let isFirst = true;
		between = await startBetween(nex, undefined, ({ method, url = '' }, response) => {
			const path = url.replace(/^\/api\/developers/, '').replace(/\?.*/, '');
			const hits = isFirst && method === definition.method && pathsOf(definition).test(path);
			if (hits) response.writeHead(status, { location: to(url) }).end();
			isFirst &&= !hits;
			return hits;
		});
		const before = nex.requests.length;
		const { error, items } = await runNode(create(), {
			credential: between.credential,
			items: [{ json: given.input ?? {} }],
			parameters: { ...given.parameters, operation },
		});
		const isOwn = ({ method, path }: { method: string; path: string }) => method === definition.method && pathsOf(definition).test(path);
		const arrived = nex.requests.slice(before).filter(isOwn).length;
		await between.close();
		await nex.close();
		nex = await startNexServer({ jobDuration: 0 });
		return { error, given, items, arrived };
	};

	test('follows a redirect within the API if it keeps the request as it is, and does what is to be done once', async () => {
		for (const status of [307, 308]) {
			const { error, given, items } = await redirected(status, (url) => url);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json)).toEqual(given.items.map((item) => expect.objectContaining(item)));
		}
	});

	test('is not made another request by a redirect', async () => {
		for (const status of node === 'NexRecord' ? [301, 302, 303] : [302]) {
			const { error, arrived } = await redirected(status, (url) => url);
			if (definition.method === 'GET') expect(error).toBeUndefined();
			else expect([error?.message, arrived]).toEqual([`Nex answered with a redirect (HTTP ${status})`, 0]);
		}
	});

	test('goes nowhere else, and says where it was to go', async () => {
		const other = await startNexServer();
		for (const to of [`${other.url}/v1/records/1?token=s3cret`, '/login?next=s3cret']) {
			const { error, arrived } = await redirected(307, () => to);
			expect(error?.message).toBe('Nex answered with a redirect (HTTP 307)');
			expect(error?.description).toMatch(/^It leads to http:\/\/127\.0\.0\.1:\d+\/(api\/developers\/v1\/records\/1|login)\. /);
			expect([arrived, other.requests.length]).toEqual([0, 0]);
		}
		await other.close();
	});
});

/** Runs against a server of any kind, which gets every connection. */
async function against(serve: (socket: Socket) => void, parameters: Record<string, unknown>) {
	let connections = 0;
	const server = createServer((socket) => {
		connections++;
		socket.on('error', () => undefined);
		socket.once('data', () => serve(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const run = await runNode(new NexRecord(), { credential: { ...nex.credential, baseUrl }, parameters });
	await new Promise((resolve) => server.close(resolve));
	return { ...run, connections };
}

const answer = (...lines: string[]) => ['HTTP/1.1 200 OK', 'content-type: application/json', 'connection: close', ...lines].join('\r\n');
const record = '{"id":"1","attributes":{"name":"Pine"}}';

const breakages: Array<[string, RegExp, (socket: Socket) => void]> = [
	['ends the connection without a word', /the connection was cut \(ECONNRESET\)/, (socket) => socket.end()],
	['resets the connection', /the connection was cut \(ECONNRESET\)/, (socket) => socket.resetAndDestroy()],
	['ends in the middle of the head', /the connection was cut/, (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')],
	['says nothing that is HTTP', /its answer was damaged \(HPE_/, (socket) => socket.end('220 mail.example ESMTP\r\n')],
	['announces more than it sends', /its answer was cut off/, (socket) => socket.end(answer('content-length: 999', '', record))],
	['announces less than it sends', /its answer was damaged/, (socket) => socket.end(answer('content-length: 20', '', record))],
	[
		'ends in the middle of a chunk',
		/its answer was cut off/,
		(socket) => socket.end(answer('transfer-encoding: chunked', '', `ff\r\n${record}`)),
	],
	[
		'ends before the last chunk',
		/its answer was cut off/,
		(socket) => socket.end(answer('transfer-encoding: chunked', '', '3\r\n{"i\r\n')),
	],
	[
		'sends chunks that are none',
		/its answer was damaged/,
		(socket) => socket.end(answer('transfer-encoding: chunked', '', `zz\r\n${record}`)),
	],
	[
		'sends a head without end',
		/its answer was damaged \(HPE_HEADER_OVERFLOW\)/,
		(socket) => socket.end(answer(`x: ${'x'.repeat(200_000)}`)),
	],
];

describe.each(breakages)('A server that %s', (_what, message, serve) => {
	test('is asked again for what is only read, and then said to do so', async () => {
		const { error, connections } = await against(serve, getOne);
		expect(error?.message).toMatch(message);
		expect(connections).toBe(5);
	});

	test('is never asked again to create something', async () => {
		const { error, connections } = await against(serve, createOne);
		expect(error?.message).toMatch(message);
		expect(error?.description).toContain('look in Nex first');
		expect(connections).toBe(1);
	});
});

test.each([getOne, createOne])(
	'A server that speaks no TLS at an address of https is asked once, and said to do so: %j',
	async (parameters) => {
		let connections = 0;
		const server = createServer((socket) => {
			connections++;
			socket
				.on('error', () => undefined)
				.resume()
				.end('HTTP/1.1 400 Bad Request\r\n\r\n');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const { error } = await runNode(new NexRecord(), { credential: { ...nex.credential, baseUrl }, parameters });
		await new Promise((resolve) => server.close(resolve));
		expect(error?.message).toMatch(/no secure connection could be made \((EPROTO|ERR_SSL_\w+)\)/);
		expect(error?.description).not.toContain('look in Nex first');
		expect(connections).toBe(1);
	},
);

describe('The Base URL', () => {
	const reach = async (baseUrl: string) => {
		const { error } = await runNode(new NexRecord(), { credential: { ...nex.credential, baseUrl }, parameters: getOne });
		return error;
	};

	test('may be an address of IPv6', async () => {
		between = await startBetween(nex, undefined, undefined, '::1');
		expect((await reach(between.credential.baseUrl))?.httpCode).toBe('404');
		expect(nex.requests).toHaveLength(1);
	});

	test.each([
		['blanks and a line break around it', (url: string) => ` \t${url}\n`],
		['slashes at its end', (url: string) => `${url}///`],
		['capitals in its scheme and host', (url: string) => url.replace('http://127.0.0.1', 'HTTP://LOCALHOST')],
		['another spelling of this machine', (url: string) => url.replace('127.0.0.1', '127.1')],
	])('may have %s', async (_what, spell) => {
		expect((await reach(spell(nex.url)))?.httpCode).toBe('404');
		expect(nex.requests[0]?.path).toBe('/v1/records/1');
	});

	test.each([
		['a user name', (url: string) => url.replace('//', '//ada@'), /must not hold a user name/],
		['a password', (url: string) => url.replace('//', '//ada:s3cret@'), /must not hold a user name/],
		['a query', (url: string) => `${url}?key=1`, /without "\?"/],
		['a fragment', (url: string) => `${url}#top`, /without/],
		['no host', () => 'https://', /not a URL/],
		['a port that is none', () => 'https://app.nex.ai:99999', /not a URL/],
	])('is refused with %s, which is not shown', async (_what, spell, message) => {
		const error = await reach(spell(nex.url));
		expect(error?.message).toMatch(message);
		expect(JSON.stringify([error, error?.description])).not.toContain('s3cret');
		expect(nex.requests).toHaveLength(0);
	});
});
