const base = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	testTimeout: 300_000,
	testMatch: ['<rootDir>/test/faults/**/*.faults.ts'],
	testPathIgnorePatterns: [],
};
