/** False for what says nothing: a missing value, null and an empty text. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
