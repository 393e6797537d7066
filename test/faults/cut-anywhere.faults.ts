import { request } from 'node:http';
import type { Between } from '../support/between';
import { startBetween, unsent } from '../support/between';
import { contents, listening, MINUTE, nex, SECOND } from '../support/insight-hosts';
import { pass, passUntil, settle } from '../support/virtual-time';

const wordsOf = (round: number) => [`å ${round}`, `🚀 ${round}`, `n ${round}`];

/** Three insights that Nex has, and the stream has not sent. */
function addUnsent(round: number): object[] {
	const made = wordsOf(round).map((content, index) => ({
		content,
		type: 'fact',
		created_at: new Date(nex.state.time() + index).toISOString(),
	}));
	nex.addInsights(made, { emit: false });
	return made;
}

/** Insights as the stream sends them, in lines that end so. */
function batchOf(insights: object[], end: string): Buffer {
	const text = JSON.stringify({ workspace: nex.state.workspace, insights }, undefined, 1);
	return Buffer.from(['event: insight.batch.created', ...text.split('\n').map((line) => `data: ${line}`), '', ''].join(end));
}

test.each([
	['LF', '\n'],
	['CRLF', '\r\n'],
	['CR', '\r'],
])('a stream that breaks after any byte of an event loses no insight and doubles none, with lines that end with %s', async (_name, end) => {
	const n8n = await listening();
	const expected: string[] = [];
	for (let cut = 1, length = Infinity; cut <= length; cut++) {
		await pass(2 * MINUTE, 30 * SECOND);
		const batch = batchOf(addUnsent(cut), end);
		length = batch.length;
		nex.stream.write(batch.subarray(0, cut));
		await settle();
		nex.stream.reset();
		expected.push(...wordsOf(cut));
	}
	await pass(5 * MINUTE, 10 * SECOND);
	expect(contents(n8n)).toEqual(expected);
});

describe('An answer about what was missed', () => {
	let between: Between;
	afterEach(async () => await between.close());

	test.each(['is reset', 'ends'])('that %s after any of its bytes loses no insight and doubles none', async (how) => {
		/** Bytes of the next answer with insights that arrive, if it is cut. */
		let cut: number | undefined;
		let length = 0;
		between = await startBetween(
			nex,
			(response, { status, headers, body }) => {
				response.writeHead(status, { ...unsent(headers), connection: 'close' });
				if (cut === undefined || !body.includes('🚀')) return void response.end(body);
				length = body.length;
				const part = body.subarray(0, cut);
				cut = undefined;
				if (how === 'ends') response.end(part);
				else response.write(part, () => response.socket?.resetAndDestroy());
			},
			(incoming, response) => {
				if (!incoming.url?.includes('/stream')) return false;
				const outgoing = request(new URL(incoming.url, nex.url), { headers: incoming.headers }, (reply) => {
					response.writeHead(reply.statusCode ?? 0, reply.headers);
					reply.on('error', () => response.destroy()).on('close', () => response.destroy());
					reply.pipe(response);
				});
				response.on('close', () => outgoing.destroy());
				outgoing.on('error', () => response.destroy()).end();
				return true;
			},
		);
		const n8n = await listening({ credential: between.credential });
		const expected: string[] = [];
		// All around the insights, and every thirteenth within them.
		for (let at = 1; at < 20 || at <= length; at += at < 20 || at > length - 20 ? 1 : 13) {
			await pass(6 * MINUTE, 60 * SECOND);
			addUnsent(at);
			cut = at;
			nex.stream.drop();
			expected.push(...wordsOf(at));
			await passUntil(() => n8n.items.length >= expected.length, `cut after ${at} bytes`, 10 * MINUTE, SECOND);
			expect(cut).toBeUndefined();
		}
		await pass(5 * MINUTE, 10 * SECOND);
		expect(contents(n8n)).toEqual(expected);
	});
});
