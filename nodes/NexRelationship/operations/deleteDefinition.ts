import { deleted, operation } from '../../shared/operation';
import { definition } from '../fields';

export const deleteDefinition = operation({
	name: 'Delete Definition',
	value: 'deleteDefinition',
	action: 'Delete relationship definition with all its relationships',
	description:
		'Delete a kind of relationship for good, with every relationship of this kind between records. The records stay. This cannot ' +
		'be undone.',
	returns: 'the ID of the definition that is gone',
	scopes: ['relationship.write'],
	method: 'DELETE',
	url: '/v1/relationships/{definitionId}',
	notFound: 'The relationship definition was not found',
	fields: [definition({ description: 'The kind of relationship to delete. All relationships of this kind go with it.' })],
	answer: deleted('definitionId'),
});
