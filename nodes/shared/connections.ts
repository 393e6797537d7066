import type { INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** One ordinary input or output. */
export const MAIN = [NodeConnectionTypes.Main];

/**
 * What every node has that acts: an ordinary input and output, and what makes n8n run it by its routing. The latter is empty,
 * because the request function takes the Base URL from the credential, and n8n would evaluate an expression here twice for every item.
 */
export const ACTION: Pick<INodeTypeDescription, 'inputs' | 'outputs' | 'requestDefaults'> = {
	inputs: MAIN,
	outputs: MAIN,
	requestDefaults: {},
};
