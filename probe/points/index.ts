import { askedPoints } from './asked';
import { errorPoints } from './errors';
import { insightPoints } from './insights';
import type { Point } from './point';
import { readPoints } from './reads';
import { writePoints } from './writes';

/** Every point on which sources differ or that they leave open, in the order in which they are settled. */
export const points: readonly Point[] = [...readPoints, ...askedPoints, ...insightPoints, ...writePoints, ...errorPoints];
