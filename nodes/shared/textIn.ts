/** A text as it is, and a number as text; an empty text for all else. */
export const textIn = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
