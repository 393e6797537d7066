import communityNodes from '@n8n/eslint-plugin-community-nodes';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import * as jsonc from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

const host = communityNodes.configs.recommendedWithoutN8nCloudSupport;

export default tseslint.config(
	{ ignores: ['dist/', '.cache/', 'node_modules/', 'coverage/'] },
	{ ...host, files: ['credentials/**/*.ts', 'nodes/**/*.ts', 'index.ts'], languageOptions: { parser: tseslint.parser } },
	{ ...host, files: ['package.json'], languageOptions: { parser: jsonc } },
	{
		files: ['**/*.ts'],
		extends: [...tseslint.configs.strict],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
		},
	},
	{
		// A name means one thing from the top of a file to its end.
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'probe/**/*.ts'],
		plugins: { '@typescript-eslint': tseslint.plugin },
		rules: { '@typescript-eslint/no-shadow': 'error' },
	},
	{
		files: ['**/*.{ts,js,mjs}'],
		// As Prettier and .editorconfig count, for what Prettier does not break: strings and comments.
		rules: { 'max-len': ['error', { code: 140, tabWidth: 2 }] },
	},
	{
		files: ['**/*.{ts,js,mjs}'],
		// A test file's function is the list of its tests.
		ignores: ['test/**'],
		rules: { 'max-lines-per-function': ['error', 100] },
	},
	{
		// It reads as data, from top to bottom: what it is made of stands beside it.
		files: ['nodes/*/operations/*.ts'],
		rules: { 'max-lines': ['error', 80] },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: jsonc },
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: nodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: {
			...nodesBase.configs.credentials.rules,
			// The rule is for n8n's own repository: it wants the name of a page on docs.n8n.io, a community node links its own documentation.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: nodesBase.configs.nodes.rules,
	},
);
