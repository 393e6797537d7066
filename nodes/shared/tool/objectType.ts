import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { objectTypes } from '../methods/objects';
import { isNoId, pathParameters } from '../transport/path';
import { isBlank } from '../values/blank';
import { folded } from '../values/choice';
import type { ToolOperation } from './operation';
import { readingOtherwise } from './settings';

const FIELD = 'objectType';

/** What Nex answers to a slug that it does not know. */
const UNKNOWN = new Set(['400', '404']);

const isAlike = (said: string, name: unknown) => typeof name === 'string' && folded(name) === folded(said);

async function slugOf(context: IExecuteSingleFunctions, said: string): Promise<string | undefined> {
	const meant = (await objectTypes(context)).filter((type) => [type.slug, type.name, type.name_plural].some((name) => isAlike(said, name)));
	const slugs = new Set(meant.map(({ slug }) => slug));
	const [slug] = slugs;
	return slugs.size === 1 && typeof slug === 'string' && slug !== said ? slug : undefined;
}

/**
 * The context of an operation that failed because a model named an object type as people do, such as "Companies": there
 * the slug of the one type with such a name or plural stands in its place. Undefined if that was not the trouble, or if it
 * cannot be told, such as for a key that may not read object types.
 */
export async function withMeantObjectType(
	context: IExecuteSingleFunctions,
	{ url, fields }: ToolOperation,
	error: Error,
): Promise<IExecuteSingleFunctions | undefined> {
	const label = fields.find(({ name }) => name === FIELD)?.displayName;
	const isUnknown = error instanceof NodeApiError && UNKNOWN.has(String(error.httpCode));
	const isNoSlug = error instanceof NodeOperationError && error.message.startsWith(`"${label}"`);
	if (!pathParameters(url).includes(FIELD) || !(isUnknown || isNoSlug)) return undefined;
	const said = context.getNodeParameter(FIELD, undefined, { extractValue: true }) as unknown;
	const isSaid = typeof said === 'string' && !isBlank(said) && !isNoId(said);
	const slug = isSaid ? await slugOf(context, said).catch(() => undefined) : undefined;
	if (slug === undefined) return undefined;
	return readingOtherwise(context, (...asked) =>
		asked[0] === FIELD || asked[0] === `${FIELD}.value` ? slug : context.getNodeParameter(...asked),
	);
}
