/** Answers that make a round: fewer say nothing about the server. */
const ROUND = 8;
/** Kinds of requests whose time is remembered. */
const MOST_KINDS = 50;

/** How the answers of a round came, beside how they come when little is in flight. */
type Speed = 'as before' | 'slower' | 'slow';

interface Kind {
	/** Milliseconds that an answer of this kind takes when the server is not busy; undefined before the first round. */
	usual: number | undefined;
	/** What the last complete round took. */
	seen: number;
	speed: Speed;
	round: number[];
}

/** How fast answers come, kind by kind: an endpoint that takes long is not a server that slows down. */
export interface Latencies {
	/** Notes an answer's milliseconds. Gives the speed of the round that it completed, if it did. */
	note(kind: string, milliseconds: number): Speed | undefined;
	/** How the last complete round of a kind came. */
	speedOf(kind: string): Speed;
	/** Forgets what was noted in rounds that are not complete. */
	restart(): void;
	/** Takes the last round of a kind for its usual one. */
	accept(kind: string): void;
	/** Kinds that are remembered. */
	readonly size: number;
}

/** What is alike in requests of one kind: the method and the path without IDs. */
export const kindOf = (method: string, path: string): string => `${method} ${path.replace(/\/[^/]*\d[^/]*/g, '/#')}`;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Some milliseconds more are the processor's, not the server's. */
function speedOf(seen: number, usual: number): Speed {
	if (seen > 1.7 * usual + 10) return 'slow';
	return seen > 1.35 * usual + 5 ? 'slower' : 'as before';
}

/**
 * Compares the median of a few answers with the usual one, as the gradient limiters do
 * (https://github.com/Netflix/concurrency-limits). The median, because a few answers from a cache, or a few
 * slow ones, say nothing about all.
 */
export function createLatencies(): Latencies {
	const kinds = new Map<string, Kind>();
	/** The kind, moved to the end: the one that is first was used longest ago. */
	const touch = (name: string): Kind => {
		const kind: Kind = kinds.get(name) ?? { usual: undefined, seen: 0, speed: 'as before', round: [] };
		kinds.delete(name);
		kinds.set(name, kind);
		const [oldest] = kinds.keys();
		if (kinds.size > MOST_KINDS && oldest !== undefined) kinds.delete(oldest);
		return kind;
	};
	return {
		note(name, milliseconds) {
			const kind = touch(name);
			kind.round.push(milliseconds);
			if (kind.round.length < ROUND) return undefined;
			kind.seen = median(kind.round);
			kind.round = [];
			const usual = kind.usual ?? kind.seen;
			// Not all the way down, so that one round of answers from a cache does not make all others slow.
			kind.usual = Math.min(usual, (usual + kind.seen) / 2);
			kind.speed = speedOf(kind.seen, usual);
			return kind.speed;
		},
		speedOf: (name) => kinds.get(name)?.speed ?? 'as before',
		restart() {
			for (const kind of kinds.values()) kind.round = [];
		},
		accept(name) {
			const kind = touch(name);
			kind.usual = kind.seen;
			kind.speed = 'as before';
		},
		get size() {
			return kinds.size;
		},
	};
}
