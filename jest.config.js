const { availableParallelism } = require('node:os');
const { n8nEngine } = require('./test/support/engine/bundle');

/** @returns {Promise<import('jest').Config>} */
module.exports = async () => ({
	...(await n8nEngine()),
	// On a machine that has much else to do a test may take many times as long.
	testTimeout: 180_000,
	// A test that failed may leave a server open, for which a run that nobody watches would wait for ever.
	forceExit: process.env.CI === 'true',
	// One more than there are processors: a test that waits, as for a keepalive, needs none.
	maxWorkers: availableParallelism() + 1,
	testSequencer: '<rootDir>/test/support/sequencer.js',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/bench/'],
	transform: {
		'^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
	},
});
