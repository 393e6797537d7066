import type { IDataObject } from 'n8n-workflow';
import { parseJson } from '../../shared/transport/json';
import type { Identity } from '../identity';
import type { StreamEvent } from './events';
import { meaningOf } from './events';
import type { Insight } from './insight';
import { byTime, identify, readInsights, wordsOf } from './insight';

/** An insight that has come, by whichever way. */
export interface Arrival {
	insight: Insight;
	identity: Identity;
	/** What it says, which is what it is known by without ID and time. */
	words: string;
	/** Other triggers get the same object. */
	shared: boolean;
}

/**
 * `live` is new by definition; `replay` is the stream's history on connecting; `asked` is all that REST has up to there,
 * `recent` what it has without what came before.
 */
export type Origin = 'live' | 'replay' | 'asked' | 'recent';

/** What one event of the stream brings. */
interface Heard {
	arrivals?: { all: Arrival[]; origin: 'live' | 'replay' };
	/** Its name, if nobody knows what that means. */
	unknown?: string;
	/** Why it, or a part of it, cannot be read. */
	unreadable?: string;
}

export type Arrivals = ReturnType<typeof createArrivals>;

/**
 * Makes arrivals of what the stream and REST say of insights.
 *
 * @param areShared whether several triggers get the same objects
 */
export function createArrivals(areShared: () => boolean) {
	/** The stream names the workspace, REST does not (docs/api.md#insight-fields). */
	let workspace: IDataObject | undefined;

	const fromAnswer = (insights: Insight[]): Arrival[] => {
		const shared = areShared();
		return insights.map((insight) => ({
			identity: identify(insight),
			words: wordsOf(insight),
			insight: workspace && insight.workspace === undefined ? { ...insight, workspace } : insight,
			shared,
		}));
	};

	return {
		fromAnswer,
		fromEvent({ name = 'insight', data }: StreamEvent): Heard {
			const origin = meaningOf(name);
			if (origin === 'other') return {};
			if (origin === 'unknown') return { unknown: name };
			let payload: unknown;
			try {
				payload = parseJson(data);
			} catch {
				return { unreadable: 'it is not JSON' };
			}
			const found = readInsights(payload);
			if (!found) return { unreadable: 'it holds no list of insights' };
			workspace = (found.insights.find((insight) => insight.workspace)?.workspace as IDataObject | undefined) ?? workspace;
			// One event may list what it tells in any order.
			const all = fromAnswer(found.insights).sort(byTime);
			return { arrivals: { all, origin }, unreadable: found.unreadable > 0 ? 'an insight in it is not an object' : undefined };
		},
	};
}
