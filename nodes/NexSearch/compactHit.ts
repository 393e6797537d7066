import type { IDataObject } from 'n8n-workflow';
import { without } from '../shared/tool/compact';

/** A hit without its object type's ID, and without the text that matched if that is its name. */
export const compactHit = (hit: IDataObject): IDataObject =>
	without('entity_definition_id', ...(hit.matched_value === hit.primary_value ? ['matched_value'] : []))(hit);
