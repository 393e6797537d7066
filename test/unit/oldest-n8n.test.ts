import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import oldest from '../support/oldest-n8n-workflow.json';

const root = resolve(__dirname, '..', '..');

const sources = ['index.ts', ...['nodes', 'credentials'].flatMap((folder) => filesIn(folder))].filter((file) => file.endsWith('.ts'));

function filesIn(folder: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
}

/** The names that a file takes from n8n-workflow when it runs. */
function takenFrom(file: string): string[] {
	const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022);
	return source.statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) || statement.importClause?.isTypeOnly) return [];
		if (!ts.isStringLiteral(statement.moduleSpecifier) || statement.moduleSpecifier.text !== 'n8n-workflow') return [];
		const bindings = statement.importClause?.namedBindings;
		if (!bindings || !ts.isNamedImports(bindings)) throw new Error(`${file} takes n8n-workflow whole: name what it needs`);
		return bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name, propertyName }) => (propertyName ?? name).text);
	});
}

const taken = sources.flatMap((file) => takenFrom(file).map((name) => [name, file] as const));

test('the sources were read', () => {
	expect(taken.length).toBeGreaterThan(20);
});

test.each(taken)('%s, which %s needs, is there on the oldest n8n that the pack promises to run on', (name) => {
	expect(oldest.exports).toContain(name);
});
