import type { Expected } from './contract';
import { CONTRACT, FORMS } from './contract';

/** Names that clients and earlier pages of the reference have for fields, beside those of the reference. */
const OTHERS = [
	'action anchors anchors_description artifact artifact_type business_info children_count code confidence_level created_by current_page',
	'deleted_at details detail domain emitted_at entity entity_count entity_references entity_type entity_type_description error errors',
	'event events evidence excerpt excerpt_description field has_more hint insight insight_count insights integrations is_multivalue items',
	'last_observed_at limit list_id lists member members message name_singular next next_cursor next_offset next_page note notes',
	'observation_count occurred_at offset operation page page_size pages parent_id plan query record records request_id rules session_id',
	'settings severity sessionId signals slug sort subject success summary target task tasks text title total total_count total_pages',
	'type_description updated_at updated_by url user valid_from valid_until value version workspace workspace_name workspace_slug',
	'actor_id actor_name completed completed_count date_format estimated_time context entity_id',
].flatMap((line) => line.split(' '));

function namesIn(expected: Expected): string[] {
	if (typeof expected === 'string') return [];
	if (Array.isArray(expected)) return namesIn((expected as readonly [Expected])[0]);
	return Object.entries(expected as { [key: string]: Expected }).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

const known = new Set([...OTHERS, ...Object.values(FORMS).flatMap(namesIn), ...CONTRACT.flatMap(({ answer }) => namesIn(answer))]);

/** Whether a field's name is one that sources on the API know, so that it cannot be the workspace's own. */
export const isKnownName = (name: string): boolean => name !== '*' && known.has(name);
