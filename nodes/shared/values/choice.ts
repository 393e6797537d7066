import type { INodePropertyOptions } from 'n8n-workflow';
import { trimmed } from '../trimmed';
import type { Reading } from './reader';
import { shown } from './reader';

/** What can be chosen: how it is shown, and what stands for it. */
export type Choice = Pick<INodePropertyOptions, 'name' | 'value'>;

/** Nothing, or printable ASCII with single blanks inside: only its case can differ. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * Text in which two spellings of one name are the same: whatever the case, the blanks and the Unicode form
 * (https://www.unicode.org/reports/tr15/).
 */
export const folded = (text: string): string =>
	PLAIN.test(text) ? text.toLowerCase() : trimmed(text).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');

/** What a choice is called: by its value or its shown name, exactly first, then however it is spelled. */
export function findChoice<One extends Choice>(value: unknown, choices: readonly One[]): One | undefined {
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
	const text = String(value);
	const wanted = folded(text);
	return (
		choices.find((choice) => choice.value === value || String(choice.value) === text) ??
		choices.find((choice) => folded(String(choice.value)) === wanted) ??
		onlyOf(choices.filter(({ name }) => name === text)) ??
		onlyOf(choicesNamed(wanted, choices))
	);
}

const choicesNamed = <One extends Choice>(wanted: string, choices: readonly One[]): One[] =>
	choices.filter(({ name }) => folded(name) === wanted);

/** The one choice there is; undefined if there are several, which are not told apart by their name. */
const onlyOf = <One extends Choice>(found: One[]): One | undefined =>
	new Set(found.map(({ value }) => value)).size === 1 ? found[0] : undefined;

/** Choices that an advice has room for. */
const MOST_NAMED = 50;

/** The names of choices for an advice, those first that are most like what was given. */
function namesFor(value: unknown, choices: readonly Choice[]): string {
	const wanted = typeof value === 'string' ? folded(value) : '';
	const isNear = ({ name }: Choice) => folded(name).includes(wanted) || wanted.includes(folded(name));
	const nearest = [...choices.filter(isNear), ...choices.filter((one) => !isNear(one))];
	const names = nearest.slice(0, MOST_NAMED).map(({ name }) => name);
	return nearest.length > names.length ? `${names.join(', ')} and ${nearest.length - names.length} more` : names.join(', ');
}

/** Reads one of the choices; its value is what goes on. */
export function readChoice(value: unknown, choices: readonly Choice[]): Reading<Choice['value']> {
	const found = findChoice(value, choices);
	if (found) return { value: found.value };
	const alike = typeof value === 'string' ? choicesNamed(folded(value), choices) : [];
	if (alike.length > 1)
		return {
			problem: `is ${shown(value)}, which several choices are called`,
			advice: `Give the ID of the one that is meant: ${alike.map(({ name, value: id }) => `${id} (${name})`).join(', ')}.`,
		};
	return { problem: `has no choice ${shown(value)}`, advice: `Give one of: ${namesFor(value, choices)}.` };
}
