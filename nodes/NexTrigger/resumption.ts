import { decode } from './identity';
import type { SavedMemory } from './memory';

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []);

/**
 * What the process before this one had handed over and not seen to end, and what becomes of it.
 *
 * @param beginsAgain whatever was cut off is begun again, however often
 */
export function createResumption(saved: SavedMemory | undefined, beginsAgain: boolean) {
	const again = textsIn(saved?.again);
	const unfinished = new Set([...textsIn(saved?.started), ...(beginsAgain ? again : [])]);
	return {
		/** What is handed over again, the text of each execution: n8n drops it if it still knows it. */
		unconfirmed: [...unfinished].filter((text) => decode(text).length > 0),
		/** What was handed over again before. Once is enough: n8n may have forgotten what it ran. */
		settled: beginsAgain ? [] : again.flatMap(decode),
		/** Part of the keys of what is handed over again, which may be cut off again: by the process that began it the two are told apart. */
		mark: beginsAgain ? `:again:${Date.now().toString(36)}` : '',
		/**
		 * Tells what was handed over again from the rest, for the state that is stored.
		 *
		 * @param started what was handed over and is not confirmed, one text for each execution
		 * @param begun those of them that are not in n8n's hands
		 */
		divide(started: string[], begun: () => string[]): { started: string[]; again?: string[] } {
			if (beginsAgain || unfinished.size === 0) return { started };
			const waiting = new Set(begun());
			const isAgain = (text: string) => unfinished.has(text) && !waiting.has(text);
			if (!started.some((text) => unfinished.has(text))) unfinished.clear();
			return { started: started.filter((text) => !isAgain(text)), again: started.filter(isAgain) };
		},
	};
}
