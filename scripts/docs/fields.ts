import type { IDisplayOptions, INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

type Inner = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const isProperty = (one: Inner): one is INodeProperties => 'type' in one;
const isGroup = (one: Inner): one is INodePropertyCollection => 'values' in one;

const innerOf = ({ options = [] }: INodeProperties): INodeProperties[] =>
	(options as Inner[]).flatMap((one) => (isGroup(one) ? one.values : isProperty(one) ? [one] : []));

const choicesOf = ({ type, options = [] }: INodeProperties): INodePropertyOptions[] =>
	['options', 'multiOptions'].includes(type) ? (options as INodePropertyOptions[]) : [];

/** Text of a description as Markdown in a table's cell. */
export const inCell = (text: string): string =>
	text
		.replace(/<a href="([^"]+)"[^>]*>(.*?)<\/a>/g, '[$2]($1)')
		.replace(/<li>/g, ' ')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\|/g, '\\|')
		.replace(/\s+/g, ' ')
		.trim();

const sentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);

/** A value of a field as the editor shows it. */
function shown(field: INodeProperties | undefined, value: unknown): string {
	const choice = field && choicesOf(field).find((one) => one.value === value);
	if (choice) return choice.name;
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	return value === '' ? 'empty' : String(value);
}

/** When a field is there at all, besides with its operation or event. */
function condition(display: IDisplayOptions | undefined, all: INodeProperties[]): string {
	const rules = Object.entries(display?.show ?? {}).filter(([name]) => !['operation', 'event'].includes(name) && !name.startsWith('@'));
	const parts = rules.map(([name, values = []]) => {
		const field = all.find((one) => one.name === name.replace(/^\//, ''));
		return `*${field?.displayName ?? name}* is ${values.map((value) => shown(field, value)).join(' or ')}`;
	});
	return parts.length > 0 ? `Shown if ${parts.join(' and ')}.` : '';
}

function limits({ type, typeOptions, description = '' }: INodeProperties): string {
	if (type !== 'number') return '';
	const { minValue: least, maxValue: most } = typeOptions ?? {};
	if ((least === undefined && most === undefined) || description.includes(`${least} to ${most}`)) return '';
	return most === undefined ? `${least} or more.` : least === undefined ? `${most} at most.` : `${least} to ${most}.`;
}

function ways({ type, modes = [] }: INodeProperties): string {
	const names = modes.map(({ displayName }) => displayName.replace('From List', 'from a list').replace('By', 'by').replace('Slug', 'slug'));
	return type === 'resourceLocator' ? `Chosen ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.` : '';
}

function choices(field: INodeProperties): string {
	const names = choicesOf(field).map(({ name }) => name);
	return names.length > 0 ? `One${field.type === 'multiOptions' ? ' or more' : ''} of: ${names.join(', ')}.` : '';
}

function initial(field: INodeProperties): string {
	if (field.required) return 'required';
	const { default: value } = field;
	if (value === '' || value === null || value === undefined || typeof value === 'object') return '';
	return shown(field, value);
}

/** A filter that is not added does not filter, whatever it starts with once it is. */
const isFilter = (within: string): boolean => within.startsWith('Filters');

function row(field: INodeProperties, all: INodeProperties[], within: string): string {
	const text = [sentence(inCell(field.description ?? '')), choices(field), ways(field), limits(field), condition(field.displayOptions, all)]
		.filter(Boolean)
		.join(' ');
	return `| ${within}${inCell(field.displayName)} | ${isFilter(within) ? '' : inCell(initial(field))} | ${text} |`;
}

const rows = (fields: INodeProperties[], all: INodeProperties[], within = ''): string[] =>
	fields
		.filter(({ type }) => !['notice', 'hidden'].includes(type))
		.flatMap((field) => {
			const inner = innerOf(field);
			const own = field.type === 'collection' || (inner.length > 0 && !field.description) ? [] : [row(field, all, within)];
			return [...own, ...rows(inner, [...all, ...inner], `${within}${inCell(field.displayName)} → `)];
		});

/**
 * The fields of a form as a table, those inside collections after the name of the collection.
 * @param all every field of the node, to name those that a condition speaks of
 */
export function fieldTable(fields: INodeProperties[], all: INodeProperties[]): string {
	const body = rows(fields, all);
	return body.length > 0 ? ['| Field | Default | What it is for |', '| --- | --- | --- |', ...body].join('\n') : 'It has no fields.';
}
