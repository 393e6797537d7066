/**
 * Runs contenders in turn, every other round the other way round, so that whatever else the machine does hits them all alike.
 * @param warmUp rounds before those that count
 */
export async function inTurn<Name extends string, Result>(
	contenders: Record<Name, () => Promise<Result>>,
	runs: number,
	warmUp = 0,
): Promise<Record<Name, Result[]>> {
	const names = Object.keys(contenders) as Name[];
	const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>;
	for (let round = -warmUp; round < runs; round++) {
		for (const name of round % 2 === 0 ? names : [...names].reverse()) {
			const result = await contenders[name]();
			if (round >= 0) results[name].push(result);
		}
	}
	return results;
}
