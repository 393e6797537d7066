import { ESLint } from 'eslint';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import { NodeHelpers } from 'n8n-workflow';
import tseslint from 'typescript-eslint';
import type { INodeProperties } from 'n8n-workflow';
import { packNodes } from '../support/nodes';

/** A value as source text, with bare keys as people write them, so that lint rules see it as they see a description. */
function toSource(value: unknown): string {
	// n8n's own field for a schedule is not held to the rules for community nodes.
	if (value === NodeHelpers.cronNodeOptions) return '[]';
	if (Array.isArray(value)) return `[${value.map(toSource).join(', ')}]`;
	if (value === null || typeof value !== 'object')
		return typeof value === 'function'
			? 'run'
			: (JSON.stringify(value) ?? 'undefined').replace(
					/^"(.*)"$/s,
					(_all, text: string) => `'${text.replace(/\\"/g, '"').replace(/'/g, "\\'")}'`,
				);
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	return `{ ${entries.map(([key, one]) => `${/^[a-z_]\w*$/i.test(key) ? key : JSON.stringify(key)}: ${toSource(one)}`).join(', ')} }`;
}

/** Every property, those inside collections included. */
function allProperties(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const inner = (property.options ?? []).flatMap((option) => ('values' in option ? option.values : 'type' in option ? [option] : []));
		return [property, ...allProperties(inner as INodeProperties[])];
	});
}

describe.each(packNodes)('$name', ({ name, create }) => {
	const { description } = create();
	const properties = allProperties(description.properties);

	test('as n8n sees it, put together from its operations, is clean by the rules for nodes', async () => {
		const eslint = new ESLint({
			overrideConfigFile: true,
			overrideConfig: [
				{
					files: ['**/*.ts'],
					languageOptions: { parser: tseslint.parser as never },
					plugins: { 'n8n-nodes-base': nodesBase as never },
					rules: {
						...nodesBase.configs.nodes.rules,
						// The community linter wants NodeConnectionTypes.Main though these want 'main': the sources follow it.
						'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
						'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
						// These look at the file and its class, which are made up here; the sources are held to them.
						'n8n-nodes-base/node-filename-against-convention': 'off',
						'n8n-nodes-base/node-class-description-display-name-unsuffixed-trigger-node': 'off',
						'n8n-nodes-base/node-class-description-name-unsuffixed-trigger-node': 'off',
						'n8n-nodes-base/node-class-description-inputs-wrong-trigger-node': 'off',
					},
				},
			],
		});
		const source = `export class ${name} implements INodeType {\n\tdescription: INodeTypeDescription = ${toSource(description)};\n}\n`;
		const [result] = await eslint.lintText(source, { filePath: `nodes/${name}/${name}.node.ts` });
		expect(
			result?.messages.map(
				({ ruleId, message, column }) => `${ruleId}: ${message} … ${source.split('\n')[1]?.slice(column - 1, column + 160)}`,
			),
		).toEqual([]);
	});

	test('has a description for every field, as a sentence or phrase that does not speak of itself', () => {
		const silent = properties.filter(
			(property) =>
				!['operation', 'event'].includes(property.name) &&
				!['notice', 'hidden'].includes(property.type) &&
				!property.description &&
				property.type !== 'collection',
		);
		expect(silent.map((property) => property.displayName)).toEqual([]);
		expect(properties.filter((property) => /this field/i.test(property.description ?? '')).map((property) => property.displayName)).toEqual(
			[],
		);
	});

	test('shows each field only if its operation is chosen', () => {
		const operations = properties.find((property) => property.name === 'operation')?.options ?? [];
		for (const option of operations) {
			const value = 'value' in option ? option.value : '';
			const shown = description.properties.filter((property) =>
				NodeHelpers.displayParameter({ operation: value }, property, null, description),
			);
			expect(shown.length).toBeGreaterThan(0);
			const names = shown.map((property) => property.name);
			expect(new Set(names).size).toBe(names.length);
		}
	});
});
