import { contents, listening, nex, SECOND } from '../../support/insight-hosts';
import { pass } from '../../support/virtual-time';

describe('With a minimum confidence', () => {
	const startsWith = async (confidence: unknown) => {
		const n8n = await listening({ parameters: { filters: { minConfidence: 0.5 } } });
		nex.addInsights([{ content: 'it', confidence: confidence as number }]);
		await pass(5 * SECOND);
		return contents(n8n).length === 1;
	};

	test.each([0.5, 0.9, 1, 90, '0.9', ' 0.5 '])('an insight that is as sure, %j, starts the workflow', async (confidence) => {
		expect(await startsWith(confidence)).toBe(true);
	});

	test.each([0.49, 0, -1, '0.4', '0', ' 0.2 '])('an insight that is less sure, %j, starts nothing', async (confidence) => {
		expect(await startsWith(confidence)).toBe(false);
	});

	test.each([undefined, null, '', ' ', 'high', 'low', '90%', '0,9', {}, [], true])(
		'an insight whose confidence cannot be compared, %j, starts the workflow',
		async (confidence) => {
			expect(await startsWith(confidence)).toBe(true);
		},
	);
});
