import { contents, listening, nex, SECOND } from '../support/insight-hosts';
import { pass, seeded } from '../support/virtual-time';

/** Insights that are derived while the server comes and goes, one in twenty seconds. */
const COUNT = 46;

test.each([
	['REST and the stream come and go together', 13, 26, false],
	['REST and the stream come and go together', 60, 240, false],
	['REST works just while the stream does not', 30, 30, true],
	['REST works just while the stream does not', 10, 10, true],
])('%s, %i seconds of %i: every insight starts once', async (_how, up, down, inTurn) => {
	const random = seeded(7);
	jest.spyOn(Math, 'random').mockImplementation(seeded(8));
	const n8n = await listening({ deduplicates: false, runs: 0 });
	let second = 0;
	const isUp = () => second % (up + down) < up;
	jest.spyOn(nex.faults, 'take').mockImplementation((operation) => {
		const works = isUp() !== (inTurn && operation === 'getInsights');
		if (works || !['getInsights', 'streamInsights'].includes(operation ?? '')) return undefined;
		return random() < 0.5 ? 'reset' : { status: 502 };
	});
	const all = () => new Set(contents(n8n)).size === COUNT;
	for (; second < 60 * 60 && !all(); second++) {
		const index = (second - 7) / 20;
		if (Number.isInteger(index) && index < COUNT) nex.addInsights([{ content: `n${index}` }], { emit: index % 2 === 0 });
		if (!isUp()) nex.stream.drop();
		await pass(SECOND);
	}
	jest.restoreAllMocks();
	expect(contents(n8n).sort()).toEqual(Array.from({ length: COUNT }, (_none, index) => `n${index}`).sort());
});
