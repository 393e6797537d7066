import { NexRecord } from '../../nodes/NexRecord/NexRecord.node';
import { readStream } from '../../nodes/NexTrigger/insights/connection';
import { proxyFor } from '../../nodes/NexTrigger/insights/proxy';
import type { NexServer } from '../nex-server';
import { startNexServer } from '../nex-server';
import { additionalData, core, editorContext, runNode } from '../support/host';
import type { Proxy } from '../support/proxy';
import { startProxy } from '../support/proxy';
import { picked } from './examples/example';

const VARIABLES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'npm_config_proxy', 'npm_config_no_proxy'].flatMap((name) => [
	name,
	name.toUpperCase(),
]);

let nex: NexServer;
let proxy: Proxy;
const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
beforeEach(async () => {
	for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
	nex = await startNexServer({ data: 'demo' });
	proxy = await startProxy();
});
afterEach(async () => {
	for (const [name, value] of Object.entries(before)) {
		if (value === undefined) Reflect.deleteProperty(process.env, name);
		else process.env[name] = value;
	}
	await proxy.close();
	await nex.close();
});

/** Each way in which the pack reaches Nex; it rejects if it does not. */
const ways: Array<[string, () => Promise<void>]> = [
	[
		'an operation',
		async () => {
			const parameters = { operation: 'getMany', objectType: picked('person'), limit: 1 };
			const { error } = await runNode(new NexRecord(), { credential: nex.credential, parameters });
			if (error) throw error;
		},
	],
	[
		'a picker',
		async () => {
			const context = editorContext(new NexRecord(), { operation: 'getMany' }, nex.credential);
			await new NexRecord().methods.listSearch.searchObjectTypes.call(context);
		},
	],
	[
		"the credential's test",
		async () => {
			const data = nex.credential as never;
			const context = new core.CredentialTestContext(additionalData({ nexApi: data }, 'internal'));
			const { nexApiTest } = new NexRecord().methods.credentialTest;
			const { status, message } = await nexApiTest.call(context, { id: '1', name: 'Nex', type: 'nexApi', data });
			if (status !== 'OK') throw new Error(message);
		},
	],
	[
		'the stream',
		async () => {
			const stop = new AbortController();
			let isOpen = false;
			const end = await readStream({
				url: new URL(`${nex.url}/v1/insights/stream`),
				apiKey: nex.key,
				signal: stop.signal,
				onOpen: () => {
					isOpen = true;
					stop.abort();
				},
				onEvent: () => undefined,
				onRetry: () => undefined,
				onTooLong: () => undefined,
			});
			if (!isOpen) throw new Error(JSON.stringify(end));
		},
	],
];

type Setting = (proxyUrl: string) => Record<string, string>;

const bare = (url: string) => url.replace('http://', '');
const settings: Array<[string, boolean, Setting]> = [
	['nothing', false, () => ({})],
	['HTTP_PROXY', true, (url) => ({ HTTP_PROXY: url })],
	['http_proxy', true, (url) => ({ http_proxy: url })],
	['an empty http_proxy and HTTP_PROXY', true, (url) => ({ http_proxy: '', HTTP_PROXY: url })],
	['HTTP_PROXY without its scheme', true, (url) => ({ HTTP_PROXY: bare(url) })],
	['ALL_PROXY', true, (url) => ({ ALL_PROXY: url })],
	['all_proxy', true, (url) => ({ all_proxy: url })],
	['HTTPS_PROXY, which is for others', false, (url) => ({ HTTPS_PROXY: url })],
	['NO_PROXY with the host', false, (url) => ({ HTTP_PROXY: url, NO_PROXY: 'nex.example, 127.0.0.1' })],
	['no_proxy with the host', false, (url) => ({ HTTP_PROXY: url, no_proxy: '127.0.0.1' })],
	['NO_PROXY with everything', false, (url) => ({ HTTP_PROXY: url, NO_PROXY: '*' })],
	['NO_PROXY with the end of the host', false, (url) => ({ HTTP_PROXY: url, NO_PROXY: '.0.0.1' })],
	['NO_PROXY with another host', true, (url) => ({ HTTP_PROXY: url, NO_PROXY: '127.0.0.2,0.0.1' })],
	['NO_PROXY with another port', true, (url) => ({ HTTP_PROXY: url, NO_PROXY: '127.0.0.1:1' })],
];

describe.each(settings)('With %s in the environment', (_what, isThrough, setting) => {
	test.each(ways)(`%s goes ${isThrough ? 'through the proxy' : 'straight to Nex'}`, async (_way, reach) => {
		Object.assign(process.env, setting(proxy.url));
		await reach();
		expect(nex.requests.length).toBeGreaterThan(0);
		expect(proxy.seen.length > 0).toBe(isThrough);
	});
});

test.each(ways)('%s signs in at a proxy that wants it', async (_way, reach) => {
	proxy.wanted = `Basic ${Buffer.from('ada:s3cret@').toString('base64')}`;
	process.env.HTTP_PROXY = proxy.url.replace('//', '//ada:s3cret%40@');
	await reach();
	expect(nex.requests.length).toBeGreaterThan(0);
});

test('A proxy that wants a sign-in is named as what refuses, and the key is not', async () => {
	proxy.wanted = 'Basic nobody';
	process.env.HTTP_PROXY = proxy.url;
	const { error } = await runNode(new NexRecord(), {
		credential: nex.credential,
		parameters: { operation: 'getMany', objectType: picked('person') },
	});
	expect(error?.message).toContain('wants a sign-in (HTTP 407)');
	expect(nex.requests).toHaveLength(0);
});

describe("The stream's proxy to an address of https", () => {
	const url = new URL('https://app.nex.ai/api/developers');
	test.each<[Record<string, string>, string]>([
		[{ HTTP_PROXY: 'http://one:1' }, ''],
		[{ HTTP_PROXY: 'http://one:1', https_proxy: 'http://two:2' }, 'http://two:2'],
		[{ HTTPS_PROXY: 'http://two:2', NO_PROXY: 'nex.ai' }, 'http://two:2'],
		[{ HTTPS_PROXY: 'http://two:2', NO_PROXY: '.nex.ai' }, ''],
		[{ HTTPS_PROXY: 'http://two:2', NO_PROXY: '*.NEX.ai' }, ''],
		[{ HTTPS_PROXY: 'http://two:2', NO_PROXY: 'app.nex.ai:443' }, ''],
		[{ HTTPS_PROXY: 'http://two:2', NO_PROXY: 'app.nex.ai:8443' }, 'http://two:2'],
		[{ all_proxy: 'http://three:3' }, 'http://three:3'],
	])('is with %j "%s"', (environment, expected) => expect(proxyFor(url, environment)).toBe(expected));
});
