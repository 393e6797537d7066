import type { Prepare } from './definition';

/** One preparation of a request out of several, each given what the one before has made. */
export function inOrder(...steps: Prepare[]): Prepare {
	return async (context, request, form) => {
		let prepared = request;
		for (const step of steps) prepared = await step(context, prepared, form);
		return prepared;
	};
}
