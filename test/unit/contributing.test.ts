import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NexNote, operations } from '../../nodes/NexNote/NexNote.node';
import { note } from '../../nodes/NexNote/fields';
import { operation, operationProperties } from '../../nodes/shared/operation';
import { operationsOf } from '../support/nodes';
import { expectOneNote } from '../support/one-note';

const root = resolve(__dirname, '..', '..');
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

test('the guide fits on a screen, and shows an operation as it is', () => {
	expect(guide.split('\n').length).toBeLessThanOrEqual(50);
	const [, code = ''] = guide.match(/```ts\n(.*?)```/s) ?? [];
	expect(code).toBe(readFileSync(join(root, 'nodes', 'NexNote', 'operations', 'get.ts'), 'utf8'));
});

test('an operation that is added in one file and one line is in the menu, and runs', async () => {
	const peek = operation({
		name: 'Peek at Note',
		value: 'peek',
		action: 'Peek at note',
		description: 'Retrieve one note',
		returns: 'the note',
		scopes: ['note.read'],
		method: 'GET',
		url: '/v1/notes/{noteId}',
		fields: [note('The note to retrieve')],
	});
	const node = new NexNote();
	node.description.properties = operationProperties({ name: 'Note', value: 'note' }, [...operations, peek], 'get');
	expect(operationsOf(node)).toContainEqual(expect.objectContaining({ name: 'Peek at Note', value: 'peek' }));
	await expectOneNote(node, { operation: 'peek' });
});
