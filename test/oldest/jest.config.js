const { join } = require('node:path');
const { ensureEngine } = require('../../scripts/bootstrap/n8n');
const base = require('../../jest.config.js');
const { n8n: oldest } = require('../support/oldest-n8n-workflow.json');

/** The tests of nodes and trigger on the engine of the oldest n8n that the pack promises to run on. */
module.exports = async () => ({
	...(await base()),
	rootDir: join(__dirname, '..', '..'),
	roots: ['<rootDir>/test/nodes', '<rootDir>/test/trigger'],
	// Its scheduler takes several times as long to move a virtual hour.
	testTimeout: 300_000,
	// It starts a timer for its SSH connections that nothing outside of n8n can stop (n8n-core 1.x, SSHClientsManager).
	forceExit: true,
	moduleNameMapper: { '^(n8n-core|n8n-workflow|@n8n/di)$': `${await ensureEngine(oldest)}/$1` },
});
