/** The part of a .cpuprofile (Chrome DevTools Protocol, Profiler.Profile) that is read here. */
export interface CpuProfile {
	nodes: Array<{ id: number; callFrame: { functionName: string; url: string }; children?: number[] }>;
	samples: number[];
	timeDeltas: number[];
}

/** Whose code runs: the first whose pattern fits the file. */
export interface Owner {
	name: string;
	file: RegExp;
}

const NOT_WORK = new Set(['(idle)', '(root)']);

/**
 * Where the time of a profile went, in milliseconds by owner. What has no file of its own, such as `JSON.parse`,
 * counts for whoever called it.
 */
export function timeByOwner({ nodes, samples, timeDeltas }: CpuProfile, owners: readonly Owner[], others: string): Map<string, number> {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const ownerOf = new Map<number, string>();
	const assign = (id: number, caller: string) => {
		const node = byId.get(id);
		if (!node) return;
		const { functionName, url } = node.callFrame;
		const isNative = url === '' && !functionName.startsWith('(');
		const own = functionName === '(garbage collector)' ? 'garbage collection' : (owners.find(({ file }) => file.test(url))?.name ?? others);
		const owner = isNative ? caller : own;
		ownerOf.set(id, NOT_WORK.has(functionName) ? '' : owner);
		for (const child of node.children ?? []) assign(child, owner);
	};
	const root = nodes[0];
	if (root) assign(root.id, others);
	const times = new Map<string, number>();
	samples.forEach((id, index) => {
		const owner = ownerOf.get(id);
		if (owner) times.set(owner, (times.get(owner) ?? 0) + (timeDeltas[index] ?? 0) / 1_000);
	});
	return times;
}
