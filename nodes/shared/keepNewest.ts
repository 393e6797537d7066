/** Takes the oldest entries out of a map, so that it has `most` of them at most. */
export function keepNewest(map: Map<string, unknown>, most: number): void {
	for (const oldest of map.keys()) {
		if (map.size <= most) return;
		map.delete(oldest);
	}
}
