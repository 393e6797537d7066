import type { INodeType } from 'n8n-workflow';
import { startNexServer } from '../nex-server';
import { runNode } from './host';

/** Runs an operation of a node that retrieves a note, and expects the note, linked to its item. */
export async function expectOneNote(node: INodeType, parameters: Record<string, unknown>): Promise<void> {
	const nex = await startNexServer();
	try {
		const { id } = nex.state.notes.create({ title: 'Call with Ada' });
		const noteId = { __rl: true, mode: 'id', value: id };
		const { items, error } = await runNode(node, { credential: nex.credential, parameters: { ...parameters, noteId } });
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: expect.objectContaining({ id, title: 'Call with Ada' }), pairedItem: { item: 0 } }]);
	} finally {
		await nex.close();
	}
}
