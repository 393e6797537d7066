import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { Editor } from '../../scripts/pictures/editor';
import { Host, NODE } from './support/host';

const screenshots = join(resolve(__dirname, '..', '..'), '.cache', 'screenshots');

let host: Host;
let editor: Editor;
let page: Page;

beforeAll(async () => {
	host = await Host.start();
	mkdirSync(screenshots, { recursive: true });
	editor = await Editor.open(host.client);
	({ page } = editor);
	await page.setViewportSize({ width: 1440, height: 1000 });
});

afterAll(async () => {
	await editor?.close();
	await host?.stop();
});

const shoot = async (name: string): Promise<void> => {
	await page.screenshot({ path: join(screenshots, `${name}.png`) });
};

const byTestId = (id: string, scope: Page | Locator = page): Locator => scope.locator(`[data-test-id="${id}"]`);

/** Opens a workflow of one Nex node, and the node in it. */
async function openNode(kind: string, parameters: Record<string, string>): Promise<void> {
	const { id } = await host.workflow(kind, parameters, 'In the editor');
	await page.goto(`${host.n8n.url}/workflow/${id}`);
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${NODE}"]`).dblclick({ timeout: 60_000 });
	await byTestId('node-execute-button').first().waitFor();
}

/** Picks an entry of a resource locator by the name it is listed under, after typing part of it. */
async function pick(parameter: string, search: string, entry: string): Promise<void> {
	await byTestId('rlc-input', byTestId(`resource-locator-${parameter}`)).click();
	await byTestId('rlc-search').filter({ visible: true }).fill(search);
	await byTestId('rlc-item').filter({ hasText: entry, visible: true }).first().click();
}

const attributeLabels = async (): Promise<string> =>
	await page.locator('[data-test-id="resource-mapper-container"], [data-test-id="mapping-fields-container"]').first().innerText();

/** Types into a field of the attribute form. */
const fillAttribute = async (id: string, value: string): Promise<void> =>
	await byTestId(`parameter-input-${id}`).locator('input').fill(value);

/** What the last request for an operation said; the form may ask for lists at any time. */
const sentTo = (operation: string): unknown => host.nex.requests.filter((request) => request.operation === operation).at(-1)?.body;

/** Runs a walk through the editor, and keeps a picture of where it failed. */
const walk = (name: string, steps: () => Promise<void>) => async (): Promise<void> => {
	await steps().catch(async (error: unknown) => {
		await shoot(`${name}-failed`);
		throw error;
	});
};

describe('the editor', () => {
	it(
		'lets a person pick an object type and a record by name, with a form that follows the schema',
		walk('record', async () => {
			await openNode('nexRecord', { operation: 'update' });
			await shoot('record-empty');
			await pick('objectType', 'Comp', 'Company');
			await pick('recordId', 'Oak Paper', 'Oak Paper');
			await page.getByText('Employees').first().waitFor();
			await shoot('record-company');
			expect(await attributeLabels()).toMatch(/Domains[\s\S]*Industries[\s\S]*Employees/);

			await fillAttribute('name', 'Oak Paper Mill');
			await fillAttribute('employees', '321');
			await byTestId('node-execute-button').first().click();
			await byTestId('output-panel').getByText('Oak Paper Mill').first().waitFor();
			await shoot('record-executed');
			expect(host.nex.state.records.store.withValue('company', 'domains', 'oak-paper.example')?.attributes).toMatchObject({
				name: 'Oak Paper Mill',
				employees: 321,
			});

			await pick('objectType', 'Proj', 'Project');
			await page.getByText('Budget Hours').first().waitFor();
			// The record that was chosen is no project.
			expect(await byTestId('rlc-input', byTestId('resource-locator-recordId')).inputValue()).toBe('');
			await shoot('record-project');
			expect(await attributeLabels()).not.toMatch(/Industries/);
		}),
	);

	it(
		'changes only what a person has filled in, also if the record has a toggle',
		walk('toggle', async () => {
			const survey = host.nex.state.records.store.ofType('project').find(({ attributes }) => attributes.is_active === true);
			await openNode('nexRecord', { operation: 'update' });
			await pick('objectType', 'Proj', 'Project');
			await pick('recordId', String(survey?.attributes.name), String(survey?.attributes.name));
			await page.getByText('Budget Hours').first().waitFor();
			await fillAttribute('summary', 'Measured again');
			await byTestId('node-execute-button').first().click();
			await byTestId('output-panel').getByText('Measured again').first().waitFor();
			expect(sentTo('updateRecord')).toEqual({ attributes: { summary: 'Measured again' } });
		}),
	);

	it(
		'lets a person choose several options of a select',
		walk('select', async () => {
			await openNode('nexRecord', { operation: 'create' });
			await pick('objectType', 'Proj', 'Project');
			await page.getByText('Budget Hours').first().waitFor();
			await fillAttribute('name', 'Survey of the coast');
			for (const option of ['Tags: Field Work', 'Tags: Urgent']) {
				await byTestId('add-fields-select').click();
				await page.getByText(option, { exact: true }).filter({ visible: true }).first().click();
			}
			await shoot('select-chosen');
			await byTestId('node-execute-button').first().click();
			await byTestId('output-panel').getByText('Survey of the coast').first().waitFor();
			const tags = host.nex.state.objects.get('project').attributes.find(({ slug }) => slug === 'tags')?.options.select_options ?? [];
			const [fieldWork, , urgent] = tags.map(({ id }) => id);
			expect(sentTo('createRecord')).toMatchObject({ attributes: { name: 'Survey of the coast', tags: [fieldWork, urgent] } });
		}),
	);

	it(
		'gives a person who tries the trigger the most recent insight at once',
		walk('trigger', async () => {
			host.nex.addInsight({ content: 'The most recent one' });
			await openNode('nexTrigger', { event: 'insight' });
			await shoot('trigger');
			await byTestId('node-execute-button').first().click();
			await byTestId('output-panel').getByText('The most recent one').first().waitFor();
			await shoot('trigger-executed');
		}),
	);

	it(
		'tells a person that the key works, on the credential itself',
		walk('credential', async () => {
			await page.goto(`${host.n8n.url}/home/credentials`);
			await byTestId('resources-list-item').first().click();
			await page.getByText('Connection tested successfully').waitFor();
			await shoot('credential');
		}),
	);
});
