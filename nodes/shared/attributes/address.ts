import type { Reading } from '../values/reader';
import { shown } from '../values/reader';
import { readWord } from '../values/text';

/** How the addresses of a kind are told from what is none. */
interface Kind {
	/** What programs put around an address of this kind. */
	around?: RegExp;
	is: (text: string) => boolean;
	called: string;
	/** One alone, as an example. */
	example: string;
}

/** What shows nothing, and what encloses or divides addresses and is left over from JSON, CSV, Markdown or a list. */
const IN_NONE = /[\s\p{Cc}\p{Cf}"`<>]/u;
const IN_NO_NAME = /[\s\p{Cc}\p{Cf}"`<>()[\]{},;:|\\]/u;

/** A number as sheets show it once they count with it, such as 4.91701E+11. */
const ROUNDED = /^\d(\.\d+)?e\+?\d+$|^\d{6,}\.0+$/i;

const isDomain = (text: string): boolean => text !== '' && !IN_NO_NAME.test(text) && !/[@'/?#]/.test(text);

function isEmail(text: string): boolean {
	const [name = '', domain = '', ...others] = text.split('@');
	return name !== '' && !name.startsWith("'") && others.length === 0 && !IN_NO_NAME.test(name) && isDomain(domain);
}

const KINDS = {
	email: { around: /^mailto:/i, is: isEmail, called: 'an email address', example: 'ada@example.com' },
	domain: { around: /^https?:\/\/|\/$/gi, is: isDomain, called: 'a domain', example: 'example.com' },
	url: {
		is: (text) => !IN_NONE.test(text) && !text.startsWith('['),
		called: 'a URL',
		example: 'https://example.com',
	},
	phone: {
		around: /^tel:/i,
		is: (text) => /^[+(#*]*\p{Nd}/u.test(text) && !/[\p{Cc}\p{Cf}"'`<>[\]{}|@]|\+.*\+/u.test(text) && !ROUNDED.test(text),
		called: 'a phone number',
		example: '+46 5550100',
	},
	social_profile: {
		is: (text) => !/[\p{Cc}\p{Cf}"`<>]/u.test(text) && !text.startsWith('['),
		called: 'a social profile',
		example: 'ada_holm or https://social.example/ada_holm',
	},
} satisfies Record<string, Kind>;

/**
 * Reads an address of a kind as text, without what programs put around it, such as "mailto:". What is more than one address, or has
 * more than the address, is refused: Nex would find nothing by it.
 */
export const readAddress =
	(kind: keyof typeof KINDS) =>
	(value: unknown): Reading<string> => {
		const read = readWord(value);
		if ('problem' in read) return read;
		const { is, called, example, around }: Kind = KINDS[kind];
		const text = read.value ?? '';
		const address = around ? text.replace(around, '') : text;
		return is(address)
			? { value: address }
			: { problem: `is not ${called}, but ${shown(text)}`, advice: `Give it alone, such as ${example}.` };
	};
