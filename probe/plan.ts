import type { OperationId } from './client';
import { CONTRACT } from './contract';
import { MAKING, REMOVING } from './making';
import type { OwnStep } from './own';
import { points as allPoints } from './points';
import type { Point } from './points/point';
import { READS } from './steps';

/** What a run sends: what was asked for, and what that cannot be told without. */
export interface Plan {
	/** Whether an operation or a point is to be reported. */
	isWanted(name: string): boolean;
	/** Operations to try, in whatever way each can be tried. */
	operations: ReadonlySet<OperationId>;
	/** Steps on things of one's own. */
	own: ReadonlySet<OwnStep>;
	points: readonly Point[];
}

/** These, what they need, what that needs, and so on. */
function withNeeded<T>(wanted: readonly T[], neededBy: (one: T) => readonly T[]): Set<T> {
	const all = new Set(wanted);
	// A set gives what is added on the way as well.
	for (const one of all) for (const needed of neededBy(one)) all.add(needed);
	return all;
}

const keepers = (names: readonly string[]): OwnStep[] => MAKING.filter(({ keeps }) => keeps !== undefined && names.includes(keeps));

/** @param only a part of the names that are wanted; all are unless it is given */
export function planFor(only = ''): Plan {
	const isWanted = (name: string) => name.toLowerCase().includes(only.toLowerCase());
	const points = allPoints.filter(({ id }) => isWanted(id));
	const wanted = [...CONTRACT.map(({ id }) => id).filter(isWanted), ...points.flatMap(({ needs }) => needs)];
	const operations = withNeeded(wanted, (one) => READS.find(({ id }) => id === one)?.needs ?? []);
	const steps = [...MAKING, ...REMOVING].filter(({ id }) => wanted.includes(id));
	const things = keepers(points.flatMap(({ things: names = [] }) => names));
	return { isWanted, operations, own: withNeeded([...steps, ...things], ({ needs }) => keepers(needs)), points };
}
