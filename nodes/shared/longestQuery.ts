/** Characters that Nex takes of a text to search for (docs/api.md#search). */
export const LONGEST_QUERY = 500;
