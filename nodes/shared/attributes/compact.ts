import type { IDataObject } from 'n8n-workflow';
import { asObject, objectsIn } from '../isObject';

/** What an attribute may be beside its type, without what it is not. */
const whatHolds = (options: unknown): IDataObject =>
	Object.fromEntries(Object.entries(asObject(options)).filter(([, value]) => value !== false));

/** An object type or a list, whose attributes say only what holds for them. */
export const compactObjectType = (row: IDataObject): IDataObject =>
	Array.isArray(row.attributes)
		? { ...row, attributes: objectsIn(row.attributes).map((attribute) => ({ ...attribute, options: whatHolds(attribute.options) })) }
		: row;
