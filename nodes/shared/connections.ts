import { NodeConnectionTypes } from 'n8n-workflow';

/** One ordinary input or output, which is all that a node of this pack has. */
export const MAIN = [NodeConnectionTypes.Main];
