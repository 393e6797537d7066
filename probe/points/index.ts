import { askedPoints } from './asked';
import { errorPoints } from './errors';
import { insightPoints } from './insights';
import { limitPoints } from './limits';
import { listPoints } from './lists';
import { memberPoints } from './members';
import type { Point } from './point';
import { readPoints } from './reads';
import { scopePoints } from './scopes';
import { timelinePoints } from './timelines';
import { valuePoints } from './values';
import { writePoints } from './writes';

/** Every point on which sources differ or that they leave open, in the order in which they are settled. */
export const points: readonly Point[] = [
	...listPoints,
	...readPoints,
	...limitPoints,
	...askedPoints,
	...timelinePoints,
	...insightPoints,
	...memberPoints,
	...valuePoints,
	...writePoints,
	...errorPoints,
	...scopePoints,
];
