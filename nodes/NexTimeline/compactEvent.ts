import type { IDataObject } from 'n8n-workflow';
import { isObject, objectsIn } from '../shared/isObject';
import { without } from '../shared/tool/compact';

/** An event that says the ID of what it is about once. */
export const compactEvent = (event: IDataObject): IDataObject => ({
	...event,
	...(isObject(event.resource) && { resource: without('id')(event.resource) }),
	...(event.children !== undefined && { children: objectsIn(event.children).map(compactEvent) }),
});
