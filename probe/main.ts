import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkCredential } from '../nodes/shared/transport/credential';
import { readKey } from './key';
import { planFor } from './plan';
import type { Plan } from './plan';
import { probe, removeLeft } from './run';
import { table } from './table';

const USAGE = `npm run probe -- [options]

Tells how the real Nex answers, with the key in NEX_API_KEY, or one that it asks for. It only\nreads unless told otherwise.
The report has no value of your workspace.

  --write          also make things of its own, named n8nnodesnexprobe, and remove them: an object type with
                   records and a list, a relationship, a task, a note, a rule. Nex cannot remove a text, an AI list
                   or a compounding job: a short text stays, and so do archived tasks and notes
  --clean          only remove what an earlier run with --write has left
  --report FILE    where to write the report; nex-report.json unless given
  --base-url URL   where Nex answers; https://app.nex.ai/api/developers unless given
  --only TEXT      only operations and points whose names in the report contain the text, and what those need
  --minutes N      listen to the stream so long, to see how long a connection lives
  --help           this
`;

const minutesIn = (text: string | undefined): number | undefined => {
	if (text === undefined) return undefined;
	if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`--minutes must be a number, not "${text}".`);
	return Number(text);
};

const isNothing = ({ operations, points }: Plan): boolean => operations.size + points.length === 0;

/** `npm run probe`. @returns the exit code: 0 if all is well, 1 if the pack is wrong somewhere, 2 if it ended early */
export async function main(args: string[]): Promise<number> {
	const { values } = parseArgs({
		args,
		options: {
			report: { type: 'string', default: 'nex-report.json' },
			'base-url': { type: 'string', default: process.env.NEX_BASE_URL ?? 'https://app.nex.ai/api/developers' },
			write: { type: 'boolean', default: false },
			clean: { type: 'boolean', default: false },
			only: { type: 'string' },
			minutes: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(USAGE);
		return 0;
	}
	// What is said to a terminal that has been closed must not end it before things of its own are removed.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
	const minutes = minutesIn(values.minutes);
	if (values.only !== undefined && isNothing(planFor(values.only)))
		throw new Error(`No operation of the reference and no point of docs/api.md has "${values.only}" in its name.`);
	const credential = checkCredential({ apiKey: await readKey(), baseUrl: values['base-url'] });
	if ('problem' in credential) throw new Error(`${credential.problem}.`);

	if (values.clean) {
		const { removed, refused } = await removeLeft(credential);
		process.stdout.write(`Removed: ${removed}\n`);
		if (refused.length > 0) process.stdout.write(`Something may be left, because ${refused.join(', ')} failed.\n`);
		return refused.length > 0 ? 2 : 0;
	}
	const interrupted = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupted.abort());
	const report = await probe({
		credential,
		signal: interrupted.signal,
		write: values.write,
		only: values.only,
		minutes,
		say: (line) => process.stderr.write(`  ${line}\n`),
	});
	process.stdout.write(`\n${table(report)}\n\n`);
	writeFileSync(values.report, `${JSON.stringify(report, null, '\t')}\n`);
	process.stdout.write(`The report is in ${values.report}. It has no value of your workspace.\n`);
	if (report.ended !== undefined) return 2;
	return [...Object.values(report.operations), ...Object.values(report.points)].some(
		({ consequence }) => consequence === 'the pack is wrong here',
	)
		? 1
		: 0;
}
