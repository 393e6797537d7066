const FIRST_ID = 40112233445566771n;
const LONGEST_LIST = 2;

/** Fields that are different every time, or longer than a page needs. */
const steady = new Map<string, unknown>([
	['duration_ms', 1240],
	['connect_id', 'eyJ3IjoiNDAx…'],
	['auth_url', 'https://accounts.example/o/oauth2/auth?state=eyJ3IjoiNDAx…'],
]);

/** A copy with every list cut to its first entries. */
function cut(value: unknown): unknown {
	if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(cut);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, steady.get(name) ?? cut(one)]));
}

/**
 * An item as a page shows it: long lists cut, and what differs from one run to the next (IDs, times, addresses)
 * replaced by what is always the same.
 */
export function sampleText(json: unknown): string {
	const ids = new Map<string, string>();
	const steadyId = (id: string): string => {
		const known = ids.get(id) ?? String(FIRST_ID + 2n * BigInt(ids.size));
		ids.set(id, known);
		return known;
	};
	return JSON.stringify(cut(json), null, 2)
		.replace(/\b\d{17}\b/g, steadyId)
		.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '7b0f9c1e-52d4-4c7a-9d55-3f0a6e1c8b24')
		.replace(/"\d{4}-\d{2}-\d{2}T[\d:.]+Z"/g, '"2026-05-04T08:00:00.000Z"')
		.replace(/http:\/\/127\.0\.0\.1:\d+/g, 'https://app.nex.ai');
}
