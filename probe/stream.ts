import type { Insight } from '../nodes/NexTrigger/insights/insight';
import { readInsights } from '../nodes/NexTrigger/insights/insight';
import type { ConnectionEnd } from '../nodes/NexTrigger/insights/connection';
import { readStream } from '../nodes/NexTrigger/insights/connection';
import { meaningOf } from '../nodes/NexTrigger/insights/events';
import type { Credential } from '../nodes/shared/transport/credential';
import { parseJson } from '../nodes/shared/transport/json';
import { wait } from '../nodes/shared/transport/wait';
import type { StreamFinding } from './report';
import { isKnownName } from './names';
import { shapeOf } from './shape';

/** Milliseconds after which two keepalives must have come, and after which a stream that says nothing is given up. */
const LISTENING = 65_000;
const SILENCE = 40_000;
const MINUTE = 60_000;

/** What was heard. Insights and payloads never leave the process. */
export interface Heard {
	finding: StreamFinding;
	/** HTTP status if it was not opened. */
	status?: number;
	body?: string;
	replays: unknown[];
	payloads: unknown[];
	insights: Insight[];
	hasEventIds: boolean;
}

export interface Listening {
	url: URL;
	credential: Credential;
	signal: AbortSignal;
	/** How long to stay, to see how long a connection lives. */
	minutes?: number;
	/** Milliseconds; {@link LISTENING} unless given. */
	atMost?: number;
}

function parsed(text: string): unknown {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

/** Names before an equals sign that are known, such as workspace_id; never what stands behind it. */
const namesIn = (comment: string): string[] =>
	[...comment.matchAll(/([a-z_]+)=/gi)].flatMap(([, name = '']) => (isKnownName(name) || name === 'token_id' ? [name] : []));

function reasonOf(end: ConnectionEnd): string {
	if (end.kind === 'lost') return end.reason === 'silent' || end.reason === 'no answer' ? 'nothing was answered' : 'the connection was cut';
	if (end.status === 401 || end.status === 403) return `refused (HTTP ${end.status})`;
	return end.status === 200 ? 'the answer is no stream' : `HTTP ${end.status}`;
}

/** Listens to the stream of insights through the trigger's own connection, until what it does is known. */
export async function listen({ url, credential, signal, minutes, atMost = LISTENING }: Listening): Promise<Heard> {
	const stop = new AbortController();
	const heard: Heard = {
		finding: { opened: false, greeting: false, greetingNames: [], replay: undefined },
		replays: [],
		payloads: [],
		insights: [],
		hasEventIds: false,
	};
	const { finding } = heard;
	const keepAlives: number[] = [];
	let openedAt = 0;
	let said = false;
	const longest = minutes === undefined ? atMost : minutes * MINUTE;

	const listenLong = async () => {
		const first = Math.min(SILENCE, longest);
		await wait(first, stop.signal);
		if (said) await wait(longest - first, stop.signal);
	};
	const watching = listenLong()
		.catch(() => undefined)
		.finally(() => stop.abort());
	const end = await readStream({
		url,
		apiKey: credential.apiKey,
		signal: AbortSignal.any([signal, stop.signal]),
		onOpen() {
			finding.opened = true;
			openedAt = Date.now();
		},
		onComment(comment) {
			if (!said && comment.includes('connected')) {
				finding.greeting = true;
				finding.greetingNames = namesIn(comment);
			} else keepAlives.push(Date.now());
			said = true;
			// What is repeated comes before the keepalives: two of them, and all is known.
			if (minutes === undefined && keepAlives.length > 1) stop.abort();
		},
		onEvent({ name, data, id }) {
			said = true;
			if (id !== undefined) heard.hasEventIds = true;
			const payload = parsed(data);
			const meaning = meaningOf(name ?? 'message');
			const found = readInsights(payload)?.insights ?? [];
			heard.insights.push(...found);
			heard.payloads.push(payload);
			if (meaning === 'replay') heard.replays.push(payload);
		},
		onRetry: () => (said = true),
		onTooLong: () => (said = true),
	});
	const wasStopped = stop.signal.aborted;
	stop.abort();
	await watching;
	if (end.kind === 'refused') Object.assign(heard, { status: end.status, body: end.body });
	if (!finding.opened || (!said && wasStopped)) finding.why = finding.opened ? 'it never said anything' : reasonOf(end);
	if (heard.replays.length > 0) {
		const insights = heard.replays.reduce((sum: number, payload) => sum + (readInsights(payload)?.insights.length ?? 0), 0);
		finding.replay = { events: heard.replays.length, insights };
	}
	const [first = 0, second] = keepAlives;
	if (second !== undefined) finding.keepAliveSeconds = Math.round((second - first) / 1_000);
	if (minutes !== undefined && finding.opened)
		finding.livedSeconds = wasStopped ? 'to the end' : Math.round((Date.now() - openedAt) / 1_000);
	if (heard.payloads.length > 0) finding.shape = shapeOf(heard.payloads);
	return heard;
}
