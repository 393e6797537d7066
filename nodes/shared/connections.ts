import type { INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** One ordinary input or output, which all nodes have that act. */
export const MAIN = [NodeConnectionTypes.Main];

/**
 * What makes n8n run a node by its routing. It is empty, because the request function takes the Base URL from the
 * credential, and n8n would evaluate an expression here twice for every item.
 */
export const REQUEST_DEFAULTS: INodeTypeDescription['requestDefaults'] = {};
