const { readFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/** What files of tests import that walk every operation, or move a clock through hours: they take long, however short they are. */
const LONG = /\/(examples\/operations|virtual-time|hosts|insight-hosts|timeline-hosts)'/;

/** The longest first, so that none is left for one processor while the other has nothing to do: jest knows them by their last run alone. */
module.exports = class extends Sequencer {
	sort(tests) {
		const sorted = super.sort(tests);
		const isLong = ({ path, duration }) => duration === undefined && LONG.test(readFileSync(path, 'utf8'));
		const long = new Set(sorted.filter(isLong));
		return [...long, ...sorted.filter((test) => !long.has(test))];
	}
};
