import type { INodeProperties } from 'n8n-workflow';
import type { ToolOperation } from './operation';

/** Text with the full stop that it may lack. */
export const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Every field of a form, those inside collections included. */
export const deepFields = (fields: INodeProperties[]): INodeProperties[] =>
	fields.flatMap((field) => [
		field,
		...(field.options ?? []).flatMap((one) => ('values' in one ? deepFields(one.values) : 'type' in one ? deepFields([one]) : [])),
	]);

/** A picker that is not sent only narrows another: a model has no use for it. */
const onlyNarrows = ({ type, required, routing }: INodeProperties) => type === 'resourceLocator' && !required && !routing;

/** Where the values of fields come from whose names do not say it, as sentences that start with the field. */
export const whereValuesComeFrom = (fields: INodeProperties[]): Array<{ field: string; hint: string }> =>
	deepFields(fields).flatMap((field) => {
		const hint = field.builderHint?.propertyHint;
		return hint === undefined || onlyNarrows(field) ? [] : [{ field: field.displayName, hint: sentence(hint) }];
	});

/**
 * What a model reads of an operation that it has as a tool: what it does, what it returns, and where the IDs come
 * from that it asks for.
 */
export function descriptionForModels({ action, description, returns, fields }: ToolOperation): string {
	const fieldsByHint = new Map<string, string[]>();
	for (const { field, hint } of whereValuesComeFrom(fields)) fieldsByHint.set(hint, [...(fieldsByHint.get(hint) ?? []), field]);
	const hints = [...fieldsByHint].map(([hint, names]) => `${names.join(', ')}: ${hint}`);
	return [`${action} in Nex.`, sentence(description), `Returns ${sentence(returns)}`, ...hints].join(' ');
}
