import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Credential } from '../shared/transport/credential';
import { readCredential } from '../shared/transport/credential';
import { wait } from '../shared/transport/wait';

/** Milliseconds after which a credential that cannot be read is read again: n8n's database may be away for a moment. */
const READ_AGAIN = 60_000;

/**
 * Reads a trigger's credential as it is stored now.
 *
 * @param reading what reads it: triggers that share a credential read it once
 * @returns `undefined` if there is none to use, or the signal aborts
 */
export type CredentialReader = (signal: AbortSignal, reading?: Promise<Credential>) => Promise<Credential | undefined>;

/** n8n's own words stay out of it: they may quote what is stored. */
const problemOf = (context: ITriggerFunctions, error: unknown): NodeOperationError =>
	error instanceof NodeOperationError
		? error
		: new NodeOperationError(context.getNode(), 'n8n cannot read the Nex API credential', {
				description:
					'It may have been deleted, or n8n cannot decrypt it. Choose another one in the trigger and publish the workflow. If it can be ' +
					'read again, the trigger goes on by itself and loses nothing.',
			});

/** Reads it, once more if it cannot be read; rejects as `readCredential` does, or if the signal aborts. */
export const readPatiently = async (context: ITriggerFunctions, signal: AbortSignal): Promise<Credential> =>
	await readCredential(context).catch(async () => {
		await wait(READ_AGAIN, signal);
		return await readCredential(context);
	});

/** @param show hears what is wrong with the credential, once until it can be used again */
export function createCredentialReader(context: ITriggerFunctions, show: (problem: NodeOperationError) => void): CredentialReader {
	let isTold = false;
	return async (signal, reading = readPatiently(context, signal)) => {
		try {
			const credential = await reading;
			isTold = false;
			return credential;
		} catch (error) {
			if (!isTold && !signal.aborted) show(problemOf(context, error));
			isTold ||= !signal.aborted;
			return undefined;
		}
	};
}
