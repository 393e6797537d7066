import { contents, listening, MINUTE, names, nex, SECOND } from '../support/insight-hosts';
import { pass, seeded } from '../support/virtual-time';
import { drawsOf, FIRST_SEED, RUNS } from './support/soak';

/** Insights that are derived while the server comes and goes, one in twenty seconds. */
const COUNT = 46;
/** Requests in a minute: a connection that brings something is followed by a question, and each may be cut off and tried again. */
const MOST_IN_A_MINUTE = 15;

/** When something answers: so many seconds, and then so many not, which began a while ago. */
interface Rhythm {
	up: number;
	down: number;
	ago: number;
}

interface Flapping {
	rest: Rhythm;
	stream: Rhythm;
	/** REST works just while its rhythm says that it does not. */
	inTurn: boolean;
}

const isUp = ({ up, down, ago }: Rhythm, second: number): boolean => (second + ago) % (up + down) < up;

function drawn(seed: number): Flapping {
	const { random, pick } = drawsOf(seed);
	const rhythm = (downs: number[]): Rhythm => {
		const [up, down] = [pick([3, 7, 13, 30, 61, 120, 300]), pick(downs)];
		return { up, down, ago: Math.floor(random() * (up + down)) };
	};
	return { rest: rhythm([0, 5, 13, 26, 45, 90, 240]), stream: rhythm([5, 13, 26, 45, 90, 240]), inTurn: false };
}

function known(up: number, down: number, inTurn: boolean): Flapping {
	const rhythm = { up, down, ago: 0 };
	return { rest: rhythm, stream: rhythm, inTurn };
}

const all = [
	known(13, 26, false),
	known(60, 240, false),
	known(30, 30, true),
	known(10, 10, true),
	...Array.from({ length: Math.ceil(RUNS / 10) }, (_none, index) => drawn(FIRST_SEED + index)),
];

test.each(all)(
	'every insight starts once, with few requests, however REST and the stream come and go: %j',
	async ({ rest, stream, inTurn }) => {
		const random = seeded(7);
		jest.spyOn(Math, 'random').mockImplementation(seeded(8));
		const n8n = await listening({ deduplicates: false, runs: 0 });
		let second = 0;
		jest.spyOn(nex.faults, 'take').mockImplementation((operation) => {
			const works = operation === 'getInsights' ? isUp(rest, second) !== inTurn : operation !== 'streamInsights' || isUp(stream, second);
			return works ? undefined : random() < 0.5 ? 'reset' : { status: 502 };
		});
		const requests = [nex.requests.length];
		for (; second < 60 * 60 && new Set(contents(n8n)).size < COUNT; second++) {
			const index = (second - 7) / 20;
			if (Number.isInteger(index) && index < COUNT) nex.addInsights([{ content: `n${index}` }], { emit: index % 2 === 0 });
			if (!isUp(stream, second)) nex.stream.drop();
			await pass(SECOND);
			requests.push(nex.requests.length);
		}
		jest.restoreAllMocks();
		expect(contents(n8n).sort()).toEqual(names(COUNT).sort());
		const minute = MINUTE / SECOND;
		expect(Math.max(...requests.slice(minute).map((sent, before) => sent - (requests[before] ?? 0)))).toBeLessThanOrEqual(MOST_IN_A_MINUTE);
	},
);
