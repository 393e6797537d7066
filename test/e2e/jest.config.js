const { join } = require('node:path');
const unit = require('../../jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...unit,
	rootDir: join(__dirname, '..', '..'),
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: [],
	globalSetup: '<rootDir>/test/e2e/support/setup.ts',
	testTimeout: 120_000,
	maxWorkers: 1,
};
