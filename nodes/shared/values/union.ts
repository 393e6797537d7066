/** What several lists hold together, as text and each once. What is no list holds nothing. */
export const unionOf = (...lists: unknown[]): string[] => [
	...new Set(lists.flatMap((list) => (Array.isArray(list) ? list.map(String) : []))),
];
