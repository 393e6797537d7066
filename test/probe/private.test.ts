import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NexServer } from '../nex-server';
import { parse, stringify } from '../nex-server/json';
import type { Report } from '../../probe/report';
import { probe } from '../../probe/run';
import { table } from '../../probe/table';
import { startQuickly } from './support';

const MARK = 'keptsecret';

/** Every text in a body with a mark, and beside every name another one that is marked. */
function marked(value: unknown, isMap = false): unknown {
	if (typeof value === 'string') return `${MARK}${value}`;
	if (Array.isArray(value)) return value.map((item) => marked(item));
	if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
	const entries = Object.entries(value).map(([name, item]) => [isMap ? `${MARK}${name}` : name, marked(item, name === 'attributes')]);
	return Object.fromEntries([...entries, [`${MARK}more`, MARK]]);
}

const unmarked = (text: string): string => text.replaceAll(MARK, '');

/** A server in front of another that marks whatever it answers, and takes the marks off what it is asked. */
async function startMarking(nex: NexServer): Promise<{ url: string; close: () => void }> {
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request) chunks.push(chunk as Buffer);
			const body = unmarked(Buffer.concat(chunks).toString('utf8'));
			const answer = await fetch(`${nex.url}${unmarked(request.url ?? '')}`, {
				method: request.method,
				headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
				body: body === '' ? undefined : body,
				redirect: 'manual',
			});
			const type = answer.headers.get('content-type') ?? '';
			if (type.includes('event-stream')) {
				response.writeHead(200, { 'content-type': type });
				response.write(`: connected workspace_id=${MARK} ${MARK}=1\n\nevent: insight.replay\n`);
				response.write(`data: ${stringify(marked({ insights: [{ content: 'x', type: 'y' }] }))}\n\n: ${MARK}\n\n`);
				response.write(`event: insight.${MARK}\nid: ${MARK}\ndata: ${MARK}\n\n`);
				setTimeout(() => response.end(), 300);
				return;
			}
			const text = await answer.text();
			response.writeHead(answer.status, { 'content-type': type, 'x-workspace': MARK });
			response.end(type.includes('json') && text ? stringify(marked(parse(text))) : `${MARK}${text}`);
		})().catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close().closeAllConnections() };
}

test.each([
	['that may do all', undefined, false],
	['with one scope', ['object.read'] as const, false],
	['that may do all, and --write', undefined, true],
])('with a key %s, no value and no name of the workspace is in the report, the table or what is said', async (_name, scopes, write) => {
	const nex = await startQuickly();
	const marking = await startMarking(nex);
	const said: string[] = [];
	try {
		const key = scopes ? nex.addKey(scopes) : nex.key;
		const report: Report = await probe({
			credential: { apiKey: key, baseUrl: marking.url, scopes: [] },
			listenFor: 3_000,
			write,
			say: (line) => said.push(line),
		});
		expect(Object.values(report.operations).filter(({ status }) => status !== undefined).length).toBeGreaterThan(15);
		for (const text of [JSON.stringify(report), table(report), said.join()]) {
			expect(text).not.toContain(MARK);
			expect(text).not.toContain(key);
			expect(text).not.toContain(marking.url);
		}
	} finally {
		marking.close();
		await nex.close();
	}
});
