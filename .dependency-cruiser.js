/** The layers of nodes/shared, the lowest first. */
const LAYERS = ['transport', 'answers', 'values', 'attributes', 'methods', 'tool', 'operation', 'fields'];

/**
 * Who may look at whom. docs/architecture.md says why.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
	forbidden: [
		{
			name: 'no-circle',
			comment: 'Files that need each other cannot be read from top to bottom.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'shared-knows-no-node',
			comment: 'What all nodes share must not know any of them.',
			severity: 'error',
			from: { path: '^nodes/shared/' },
			to: { path: '^nodes/Nex' },
		},
		{
			name: 'nodes-know-no-other-node',
			comment: 'What two nodes need stands in nodes/shared.',
			severity: 'error',
			from: { path: '^nodes/(Nex[^/]+)/' },
			to: { path: '^nodes/Nex', pathNot: '^nodes/$1/' },
		},
		...LAYERS.map((layer, height) => ({
			name: `${layer}-looks-down`,
			comment: 'Each layer of nodes/shared looks only at those below it.',
			severity: 'error',
			from: { path: `^nodes/shared/${layer}/` },
			to: { path: '^nodes/shared/[^/]+/', pathNot: `^nodes/shared/(${LAYERS.slice(0, height + 1).join('|')})/` },
		})),
		{
			name: 'what-is-in-no-layer-looks-at-none',
			severity: 'error',
			from: { path: '^nodes/shared/[^/]+$' },
			to: { path: '^nodes/shared/[^/]+/' },
		},
		{
			name: 'only-nodes-with-operations-run-them',
			comment: 'The trigger and the memory have no operations.',
			severity: 'error',
			from: { path: '^nodes/(NexTrigger|NexMemory)/' },
			to: { path: '^nodes/shared/(operation|tool)/' },
		},
		{
			name: 'only-the-trigger-opens-a-stream',
			severity: 'error',
			from: { pathNot: '^(nodes/NexTrigger/insights|probe|test)/' },
			to: { path: '^nodes/NexTrigger/insights/(connection|vendor)' },
		},
		{
			name: 'the-pack-knows-no-test',
			severity: 'error',
			from: { path: '^(nodes|credentials|index)' },
			to: { path: '^(test|scripts|probe)/' },
		},
		{
			name: 'libraries-are-bundled-in-one-file',
			comment: 'A community package has no dependencies: the build bundles what nodes/NexTrigger/insights/vendor.ts names.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/', pathNot: '/vendor\\.ts$' },
			to: {
				dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
				dependencyTypesNot: ['type-only'],
				pathNot: 'node_modules/n8n-workflow/',
			},
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: 'specify',
		enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
	},
};
