import type { IDataObject } from 'n8n-workflow';

/** True for an object of named values, such as a JSON object; false for null and for a list. */
export const isObject = (value: unknown): value is IDataObject => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The value, if it is an object of named values; an empty object otherwise. */
export const asObject = (value: unknown): IDataObject => (isObject(value) ? value : {});

/** The objects in a list; none if it is no list. */
export const objectsIn = (value: unknown): IDataObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** A text as it is, and a number as text; an empty text for all else. */
export const textIn = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** False for what says nothing: a missing value, null and an empty text. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
