import type { Operation } from './operation';
import { compoundingOperations } from './resources/compounding';
import { contextOperations } from './resources/context';
import { graphOperations } from './resources/graph';
import { insightOperations } from './resources/insights';
import { integrationOperations } from './resources/integrations';
import { listOperations } from './resources/lists';
import { noteOperations } from './resources/notes';
import { notificationOperations } from './resources/notifications';
import { objectOperations } from './resources/objects';
import { recordOperations } from './resources/records';
import { relationshipOperations } from './resources/relationships';
import { searchOperations } from './resources/search';
import { taskOperations } from './resources/tasks';
import { timelineOperations } from './resources/timeline';

/** All operations of the contract. */
export const operations: readonly Operation[] = [
	...objectOperations,
	...recordOperations,
	...listOperations,
	...relationshipOperations,
	...timelineOperations,
	...taskOperations,
	...noteOperations,
	...searchOperations,
	...graphOperations,
	...contextOperations,
	...insightOperations,
	...integrationOperations,
	...compoundingOperations,
	...notificationOperations,
];

interface Route {
	operation: Operation;
	parts: string[];
}

// No two operations of one method and length fit the same path, so the first that fits is the one.
const byShape = new Map<string, Route[]>();
for (const operation of operations) {
	const parts = operation.path.split('/');
	const shape = `${operation.method} ${parts.length}`;
	byShape.set(shape, [...(byShape.get(shape) ?? []), { operation, parts }]);
}

const isParam = (part: string): boolean => part.startsWith('{');

export interface Match {
	operation: Operation;
	/** Path values as sent, still URL-encoded. */
	params: Record<string, string>;
}

/** The operation of a method and path (without the base URL's), if there is one. */
export function match(method: string, path: string): Match | undefined {
	const given = path.split('/');
	for (const { operation, parts } of byShape.get(`${method} ${given.length}`) ?? []) {
		if (!parts.every((part, i) => (isParam(part) ? given[i] !== '' : part === given[i]))) continue;
		const params: Record<string, string> = {};
		parts.forEach((part, i) => {
			if (isParam(part)) params[part.slice(1, -1)] = given[i] ?? '';
		});
		return { operation, params };
	}
	return undefined;
}
