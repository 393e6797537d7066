import type { INodeProperties } from 'n8n-workflow';

/** How a moment is written, for models. */
export const MOMENT_HINT: INodeProperties['builderHint'] = { propertyHint: 'ISO 8601, such as 2026-05-04T09:00.' };
