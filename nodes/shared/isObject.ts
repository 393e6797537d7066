import type { IDataObject } from 'n8n-workflow';

/** True for an object of named values, such as a JSON object; false for null and for a list. */
export const isObject = (value: unknown): value is IDataObject => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The value, if it is an object of named values; an empty object otherwise. */
export const asObject = (value: unknown): IDataObject => (isObject(value) ? value : {});

/** The objects in a list; none if it is no list. */
export const objectsIn = (value: unknown): IDataObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
