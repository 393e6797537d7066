import type { IDataObject } from 'n8n-workflow';

/** True for an object of named values, such as a JSON object; false for null and for a list. */
export const isObject = (value: unknown): value is IDataObject => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The value, if it is an object of named values; an empty object otherwise. */
export const asObject = (value: unknown): IDataObject => (isObject(value) ? value : {});

/** The objects of a list, null being an empty one; undefined if it is none, or has something else in it than objects and null. */
export function objectList(value: unknown): IDataObject[] | undefined {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) && value.every((one) => one === null || isObject(one)) ? value.filter(isObject) : undefined;
}

/** The objects in a list; none if it is no list. */
export const objectsIn = (value: unknown): IDataObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
