import { contents, listening, MINUTE, nex, SECOND } from '../../support/insight-hosts';
import { pass } from '../../support/virtual-time';

test.each(['0', '1', '3600000', '86400000', '2147483648', '99999999999999999999', `1${'0'.repeat(40)}`, '-1', '1e9', 'soon', ''])(
	'whatever time to wait the stream asks for, what comes meanwhile starts the workflow, and Nex is not flooded: %s',
	async (retry) => {
		const n8n = await listening();
		nex.stream.write(`retry: ${retry}\n\n`);
		await pass(2 * MINUTE, 10 * SECOND);
		nex.stream.drop();
		await pass(SECOND);
		nex.addInsights([{ content: 'x' }]);
		const before = nex.requests.length;
		await pass(15 * MINUTE, 5 * SECOND);
		expect(contents(n8n)).toEqual(['x']);
		expect(nex.requests.length - before).toBeLessThan(15);
	},
);
