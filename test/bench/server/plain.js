/**
 * A server that knows as little as can be: prepared records, read one by one or in pages. It runs in a process of
 * its own and shares no code with anything, so that what it costs is in nobody's figures.
 *
 * It is told by its parent what to do: `{ records, latency, limit, late, perSecond }`, all optional, and answers
 * `{ port }` at first and `{ requests, refused, span }`, counted since it was last asked, to every `{ counts: true }`;
 * `span` is the time from the first request to the last answer in milliseconds.
 */
const { createServer } = require('node:http');

const FIRST_ID = 20_000_000_000_000_001n;
const cities = ['Uppsala', 'Freiburg', 'Porto'];

const recordText = (index) =>
	JSON.stringify({
		id: String(FIRST_ID + BigInt(index) * 2n),
		object_id: '10000000000000001',
		type: 'person',
		workspace_id: '10000000000000003',
		attributes: {
			name: { first_name: 'Person', last_name: String(index) },
			email_addresses: [`person.${index}@pine-timber.example`],
			job_title: 'Head of Purchasing',
			phone_number: `+46 70 ${String(index).padStart(7, '0')}`,
			location: { city: cities[index % 3], region: 'Middle', country: 'SE' },
			linkedin: `person-${index}`,
		},
		created_at: '2026-03-01T12:00:00Z',
		updated_at: '2026-03-01T12:00:00Z',
	});

const records = [];
const settings = { records: 0, latency: 0, limit: Infinity, late: false, perSecond: Infinity };
const counts = { requests: 0, refused: 0, span: 0 };
let begun;
let inFlight = 0;
let second = 0;
let inSecond = 0;

const page = ({ limit = 100, offset = 0 }) => {
	const rows = records.slice(offset, Math.min(offset + limit, settings.records));
	return `{"data":[${rows.join(',')}],"total":${settings.records},"limit":${limit},"offset":${offset}}`;
};

function answerOf(request, body) {
	if (request.method === 'POST') return page(JSON.parse(body || '{}'));
	const index = Number((BigInt(request.url.split('/').at(-1)) - FIRST_ID) / 2n);
	return records[index];
}

/** Whether there is room for one more request in flight, and in this second. */
function mayCome() {
	const now = Math.floor(Date.now() / 1_000);
	if (now !== second) [second, inSecond] = [now, 0];
	if (inFlight >= settings.limit || inSecond >= settings.perSecond) return false;
	inSecond++;
	return true;
}

const after = (milliseconds, work) => (milliseconds > 0 ? setTimeout(work, milliseconds) : work());

const server = createServer((request, response) => {
	let body = '';
	request.setEncoding('utf8').on('data', (text) => (body += text));
	request.on('end', () => {
		counts.requests++;
		begun ??= performance.now();
		const send = (status, text) => response.writeHead(status, { 'content-type': 'application/json' }).end(text);
		if (!mayCome()) {
			counts.refused++;
			after(settings.late ? settings.latency : 0, () => send(429, '{"code":429,"message":"Too many requests"}'));
			return;
		}
		inFlight++;
		after(settings.latency, () => {
			inFlight--;
			counts.span = performance.now() - begun;
			const text = answerOf(request, body);
			send(text === undefined ? 404 : 200, text ?? '{"code":404,"message":"There is no such record"}');
		});
	});
});

process.on('message', (order) => {
	if (!order.counts) {
		// Infinity does not survive being sent.
		for (const name of Object.keys(settings)) if (name in order) settings[name] = order[name] ?? Infinity;
		while (records.length < settings.records) records.push(recordText(records.length));
	}
	process.send({ ...counts });
	counts.requests = counts.refused = counts.span = 0;
	begun = undefined;
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
