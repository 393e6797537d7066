import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { outOfEnvelope } from '../answers/rows';
import type { NexRequest } from '../transport/request';
import { nexRequest } from '../transport/request';

/** Sends another request of the same item, before the operation's own, and gives what its answer holds. */
export async function askBefore(
	context: IExecuteSingleFunctions,
	{ signal, itemIndex, host, timeout, notFound }: NexRequest,
	asked: Pick<NexRequest, 'method' | 'path' | 'scopes'> & Partial<NexRequest>,
): Promise<unknown> {
	return outOfEnvelope((await nexRequest(context, { signal, itemIndex, host, timeout, notFound, ...asked })).body);
}
