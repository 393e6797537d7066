import type { createParser } from 'eventsource-parser';

/** One event of the stream. `name` is undefined if the server gave none. */
export interface StreamEvent {
	name: string | undefined;
	data: string;
	/** The field `id`, which Nex is not known to send. */
	id?: string;
}

/** What an event says: new insights, those of before, something that is nothing new, or who knows. */
export type Meaning = 'live' | 'replay' | 'other' | 'unknown';

/** The name of nearly all events (docs/api.md#stream). */
const DOCUMENTED = 'insight.batch.created';

/** Between the words of a name, however they are put together. */
const BETWEEN_WORDS = /[^a-zA-Z\d]+|(?<=[a-z\d])(?=[A-Z])/;

/**
 * What the name of an event means. Nex documents `insight.batch.created` and `insight.replay`; one without a name holds
 * insights as well. What was changed or deleted is no new insight.
 */
export function meaningOf(name: string): Meaning {
	if (name === DOCUMENTED) return 'live';
	const words = name
		.split(BETWEEN_WORDS)
		.filter((word) => word !== '')
		.map((word) => word.toLowerCase());
	if (['', 'message'].includes(words.join())) return 'live';
	const others = words.filter((word) => !/^insights?$/.test(word));
	if (others.length === words.length) return 'other';
	const last = others.at(-1) ?? 'created';
	if (last === 'replay') return 'replay';
	if (['created', 'new', 'added', 'batch'].includes(last)) return 'live';
	return /(ed|ing|s)$/.test(last) ? 'other' : 'unknown';
}

export interface EventReader {
	/** Takes the next bytes, cut anywhere. Events are handed over before it returns. */
	feed(bytes: Uint8Array): void;
}

/** Characters one event may have. Longer ones are skipped: what they held is read over REST instead. */
const LARGEST_EVENT = 16 * 1024 * 1024;

/**
 * Turns CR and CRLF into LF, also if a chunk ends between the two. A CR ends its line at once:
 * waiting for an LF that may never come would hold the event back until the next one.
 */
function createLineEnds(): (text: string) => string {
	let afterCr = false;
	return (text) => {
		const lines = afterCr && text.startsWith('\n') ? text.slice(1) : text;
		if (text !== '') afterCr = text.endsWith('\r');
		return lines.includes('\r') ? lines.replace(/\r\n?/g, '\n') : lines;
	};
}

/**
 * Reads events from bytes as the SSE standard says (WHATWG HTML, 9.2.6): UTF-8 with an optional
 * byte order mark, any of the three line ends, an unfinished event at the end dropped.
 *
 * @param onTooLong called for an event over `largest` characters, which is skipped
 */
export function createEventReader(
	parser: { createParser: typeof createParser },
	{
		onEvent,
		onRetry,
		onComment,
		onTooLong,
		largest = LARGEST_EVENT,
	}: {
		onEvent: (event: StreamEvent) => void;
		onRetry?: (milliseconds: number) => void;
		onComment?: (comment: string) => void;
		onTooLong: () => void;
		largest?: number;
	},
): EventReader {
	const decoder = new TextDecoder();
	const lineEnds = createLineEnds();
	let skipping = false;
	let lastSkipped = '';

	const events = parser.createParser({
		maxBufferSize: largest,
		onEvent: ({ event, data, id }) => onEvent(id === undefined ? { name: event, data } : { name: event, data, id }),
		onRetry,
		onComment,
		onError: (error) => {
			if (error.type !== 'max-buffer-size-exceeded') return;
			skipping = true;
			onTooLong();
		},
	});

	/** What follows the blank line that ends the skipped event, or nothing while it lasts. */
	const afterSkipped = (text: string): string => {
		const end = `${lastSkipped}${text}`.indexOf('\n\n');
		if (end === -1) {
			lastSkipped = text.slice(-1) || lastSkipped;
			return '';
		}
		skipping = false;
		events.reset();
		return `${lastSkipped}${text}`.slice(end + 2);
	};

	return {
		feed(bytes) {
			const text = lineEnds(decoder.decode(bytes, { stream: true }));
			const unread = skipping ? afterSkipped(text) : text;
			if (unread === '') return;
			events.feed(unread);
			if (skipping) lastSkipped = unread.slice(-1);
		},
	};
}
