/** What can be missing in Nex: each thing by the names that Nex and this pack have for it. */
const THINGS = [
	['record', 'entity', 'parent'],
	['member', 'entry', 'list record'],
	['list'],
	['object type', 'object', 'type'],
	['attribute', 'field'],
	['relationship'],
	['definition'],
	['task'],
	['note'],
	['rule'],
	['connection', 'connect_id'],
	['integration', 'provider'],
	['artifact', 'text', 'operation'],
	['job', 'AI list'],
	['user', 'assignee'],
	['option'],
	['workspace'],
];

const isNamed = (name: string, text: string): boolean =>
	new RegExp(`(?<![a-z])${name.replace(' ', '[ _-]?')}(?:s|ies)?(?![a-z])`, 'i').test(text.replace(/entities/gi, 'entity'));

/** The things that a text names. What it quotes, such as a name or a slug, names none. */
const thingsIn = (text: string): string[][] => {
	const unquoted = text.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '');
	return THINGS.filter((names) => names.some((name) => isNamed(name, unquoted)));
};

/**
 * What was not there on a 404, as a sentence without a full stop: the one thing that Nex's own words name, else what the
 * operation says, unless those words, which follow the sentence, speak of something else.
 *
 * @param notFound what the operation takes to be missing
 * @param words Nex's own
 */
export function missing(notFound = 'Nex did not find what was asked for', words = ''): string {
	const named = thingsIn(words);
	const expected = thingsIn(notFound);
	const isExpected = named.every((thing) => expected.includes(thing));
	const [one] = named;
	if (one && named.length === 1 && !(isExpected && expected.length === 1)) return `The ${one[0]} was not found`;
	return isExpected ? notFound : 'Nex did not find what was asked for';
}
