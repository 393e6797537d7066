const { join } = require('node:path');
const unit = require('../../jest.config');

/** @returns {Promise<import('jest').Config>} */
module.exports = async () => ({
	...(await unit()),
	rootDir: join(__dirname, '..', '..'),
	roots: ['<rootDir>/test/e2e'],
	// The guide for new users has the words of n8n 2 on the screen.
	testPathIgnorePatterns: process.env.NEX_N8N_VERSION?.startsWith('1.') ? ['new-user'] : [],
	globalSetup: '<rootDir>/test/e2e/support/setup.ts',
	testTimeout: 120_000,
	maxWorkers: 1,
});
