const base = require('../../jest.config.js');

/** @returns {Promise<import('jest').Config>} */
module.exports = async () => ({
	...(await base()),
	rootDir: '../..',
	testTimeout: 300_000,
	// One after the other: some look at the heap of their process, or at how much it has to do.
	maxWorkers: 1,
	testMatch: ['<rootDir>/test/faults/**/*.faults.ts'],
	testPathIgnorePatterns: [],
});
