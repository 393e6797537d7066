import type { INodeProperties } from 'n8n-workflow';

const operationsOf = (field: INodeProperties): unknown[] => field.displayOptions?.show?.operation ?? [];

/** A field as text without the operations it is shown for: two fields with the same text are one. */
function textOf(field: INodeProperties): string {
	const show = { ...field.displayOptions?.show, operation: undefined };
	return JSON.stringify({ ...field, displayOptions: { ...field.displayOptions, show } }, (_key, value: unknown) =>
		typeof value === 'function' ? value.toString() : value,
	);
}

/**
 * The fields of all operations in one list, in which a field that several have alike stands once.
 * Each operation's own order is kept. n8n evaluates the expressions of every property for every
 * item, shown or not, so a field that stands six times costs six evaluations (RoutingNode.runNode).
 */
export function mergeFields(fieldsByOperation: INodeProperties[][]): INodeProperties[] {
	const merged: Array<{ text: string; field: INodeProperties }> = [];
	for (const fields of fieldsByOperation) {
		let last = -1;
		for (const field of fields) {
			const text = textOf(field);
			const same = merged.findIndex((one, index) => index > last && one.text === text);
			const known = merged[same];
			if (known) {
				const operation = [...operationsOf(known.field), ...operationsOf(field)] as string[];
				known.field = {
					...known.field,
					displayOptions: { ...known.field.displayOptions, show: { ...known.field.displayOptions?.show, operation } },
				};
				last = same;
			} else {
				last++;
				merged.splice(last, 0, { text, field });
			}
		}
	}
	return merged.map(({ field }) => field);
}
