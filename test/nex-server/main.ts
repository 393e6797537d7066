import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { addMorePeople } from './demo';
import { startNexServer } from './index';
import { behaveLike } from './like';
import type { Likeable } from './like';

/**
 * The embedded Nex on its own, to point an n8n at.
 * Flags, or environment variables of the same name with NEX_ before them (NEX_PORT, NEX_INSIGHT_EVERY …):
 * --port N, --latency MS, --data demo|empty, --insight-every MS, --job-duration MS, --key TEXT,
 * --records N, how many people there are at least,
 * --like FILE, a report of `npm run probe` that the server is to behave like
 */
const { values } = parseArgs({
	options: {
		port: { type: 'string', default: process.env.NEX_PORT ?? '0' },
		latency: { type: 'string', default: process.env.NEX_LATENCY ?? '0' },
		data: { type: 'string', default: process.env.NEX_DATA ?? 'demo' },
		'insight-every': { type: 'string', default: process.env.NEX_INSIGHT_EVERY ?? '15000' },
		'job-duration': { type: 'string', default: process.env.NEX_JOB_DURATION ?? '2000' },
		records: { type: 'string', default: process.env.NEX_RECORDS ?? '0' },
		key: { type: 'string', default: process.env.NEX_KEY },
		like: { type: 'string', default: process.env.NEX_LIKE },
	},
});

function whole(name: string, text: string): number {
	if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number, not "${text}"`);
	return Number(text);
}

async function main(): Promise<void> {
	const like = values.like ? (JSON.parse(readFileSync(values.like, 'utf8')) as Likeable) : undefined;
	const keepAlive = like?.stream?.keepAliveSeconds;
	const nex = await startNexServer({
		port: whole('port', values.port),
		latency: whole('latency', values.latency),
		data: values.data === 'empty' ? 'empty' : 'demo',
		insightEvery: whole('insight-every', values['insight-every']),
		jobDuration: whole('job-duration', values['job-duration']),
		key: values.key || undefined,
		keepRequests: 1000,
		...(keepAlive !== undefined && { keepAlive: Math.max(500, keepAlive * 1_000) }),
	});
	addMorePeople(nex.state, whole('records', values.records));
	if (like) behaveLike(nex, like);
	console.log(`Base URL               ${nex.url}`);
	console.log(`Key, all scopes        ${nex.key}`);
	console.log(`Key, record.read only  ${nex.addKey(['record.read'])}`);
	console.log(`Key, insights only     ${nex.addKey(['insight.stream'])}`);
	console.log(`Key, no insights       ${nex.addKey(['object.read', 'record.read', 'record.write', 'list.read', 'list.member.read'])}`);
	console.log('\nCtrl-C ends it.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void nex.close());
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
