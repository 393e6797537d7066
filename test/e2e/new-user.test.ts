import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { isFinished, N8nClient, until } from '../../scripts/n8n/client';
import { installCommunityPackage } from '../../scripts/n8n/pack';
import { startN8n, type N8nProcess } from '../../scripts/n8n/process';
import { Editor } from '../../scripts/pictures/editor';
import { startNexServer, type NexServer } from '../nex-server';
import type { Scope } from '../nex-server';
import { owner } from './support/host';
import { hostEnv, n8nRuntime } from './support/version';

const root = resolve(__dirname, '..', '..');
const pictures = join(root, '.cache', 'screenshots');

/** All that the new user has read. */
const [, guide = ''] = readFileSync(join(root, 'README.md'), 'utf8').match(/^## Connect\n([\s\S]*?)^## As an agent/m) ?? [];

/** A name on the screen, which the guide has to tell. */
function told(name: string): string {
	if (!guide.includes(`*${name}*`) && !guide.includes(`\`${name}\``)) throw new Error(`The README does not tell the new user of "${name}"`);
	return name;
}

let folder: string;
let nex: NexServer;
let n8n: N8nProcess;
let editor: Editor;

beforeAll(async () => {
	const runtime = await n8nRuntime();
	folder = mkdtempSync(join(tmpdir(), 'nex-new-user-'));
	await installCommunityPackage(runtime, folder, process.env.NEX_TARBALL ?? '');
	nex = await startNexServer({ data: 'demo' });
	n8n = await startN8n(runtime, { userFolder: folder, env: hostEnv });
	editor = await Editor.launch(n8n.url);
	await editor.page.setViewportSize({ width: 1440, height: 1000 });
});

afterAll(async () => {
	await editor?.close();
	await n8n?.stop();
	await nex?.close();
	rmSync(folder, { recursive: true, force: true });
});

const times: string[] = [];

/** Takes a step, its time, and a picture of where it has led. */
async function step(name: string, take: () => Promise<void>): Promise<void> {
	const start = Date.now();
	const picture = () => editor.page.screenshot({ path: join(pictures, `new-user-${times.length + 1}-${name.replace(/\W+/g, '-')}.png`) });
	try {
		await take();
	} catch (error) {
		await picture();
		throw error;
	}
	await picture();
	times.push(`${((Date.now() - start) / 1000).toFixed(1)} s  ${name}`);
}

const byTestId = (id: string, scope: Locator = editor.page.locator('body')): Locator => scope.locator(`[data-test-id="${id}"]`);

/** n8n's menu of what can be made new. */
async function makeNew(what: string): Promise<void> {
	await byTestId('universal-add').first().click();
	await editor.page.getByRole('menuitem', { name: what, exact: true }).click();
	await editor.settle();
}

/** Finds a node in the panel, and chooses what it is to do. */
async function addNode(search: string, listedAs: string, action: string): Promise<void> {
	const panel = byTestId('node-creator');
	await byTestId('node-creator-search-bar').pressSequentially(search, { delay: 30 });
	await byTestId('node-creator-item-name', panel).getByText(listedAs, { exact: true }).click();
	await panel.getByText(action, { exact: true }).click();
	await byTestId('node-parameters').waitFor();
}

async function pick(parameter: string, entry: string): Promise<void> {
	await byTestId('rlc-input', byTestId(`resource-locator-${parameter}`)).click();
	await byTestId('rlc-item').filter({ hasText: entry, visible: true }).first().click();
}

async function drag(from: Locator, to: Locator): Promise<void> {
	await from.hover();
	await editor.page.mouse.down();
	await to.hover();
	await to.hover();
	await editor.page.mouse.up();
}

const company = (name: string) => nex.state.records.store.ofType('company').find(({ attributes }) => attributes.name === name);

const insightAbout = (name: string) => ({
	content: `${name} asked for a quote`,
	entities: [{ id: nex.state.ids.next(), name, type: 'company' }],
});

test('who follows the README alone has a workflow that writes down what Nex finds out', async () => {
	const { page } = editor;
	const scopes = ['insight.stream', 'object.read', 'record.write'].map(told) as Scope[];
	nex.addInsight(insightAbout('Birch Boats'));

	await step('sign up', async () => {
		await page.goto(n8n.url);
		await page.locator('[name="email"]').fill(owner.email);
		await page.locator('[name="firstName"]').fill(owner.firstName);
		await page.locator('[name="lastName"]').fill(owner.lastName);
		await page.locator('[name="password"]').fill(owner.password);
		await page.getByRole('button', { name: 'Next' }).click();
		await page.getByRole('button', { name: 'Set up later in Settings' }).click();
		await page.getByText("Let's build your first automation").waitFor();
	});

	await step('create the credential', async () => {
		await makeNew(told('+ → New credential').replace('+ → ', ''));
		await page.getByRole('dialog').getByRole('combobox').pressSequentially('nex');
		await page.getByRole('option', { name: told('Nex API'), exact: true }).click();
		await page.getByRole('button', { name: 'Continue' }).click();
		const [key, url] = [byTestId('parameter-input-field').nth(0), byTestId('parameter-input-field').nth(1)];
		await key.fill(nex.addKey(scopes));
		await url.fill(nex.credential.baseUrl);
		await byTestId('parameter-input-scopes').click();
		for (const scope of scopes) await page.getByRole('option').getByText(scope, { exact: true }).click();
		await page.keyboard.press('Escape');
		await page.getByRole('button', { name: told('Save'), exact: true }).click();
		await page.getByText('Connection tested successfully').waitFor();
	});

	await step('add the trigger', async () => {
		await page.keyboard.press('Escape');
		await makeNew(told('+ → New workflow').replace('+ → ', ''));
		await byTestId('canvas-add-button').getByRole('button').click();
		told('Add first step');
		await addNode(told('insight'), told('Nex'), told('On new insight'));
		expect(await byTestId('node-parameters').innerText()).toContain('Past Insights');
	});

	await step('see an insight', async () => {
		await byTestId('node-execute-button').getByText(told('Execute step')).click();
		await byTestId('output-panel').getByText('Birch Boats asked for a quote').waitFor();
	});

	await step('add the record', async () => {
		await page.keyboard.press('Escape');
		await byTestId('canvas-handle-plus').click();
		await addNode(told('Nex Record'), 'Nex Record', told('Create or update record'));
	});

	await step('fill the form', async () => {
		told('Object Type');
		await pick('objectType', told('Company'));
		told('Matching Attribute');
		await pick('matchingAttribute', told('Name'));
		const name = byTestId('parameter-input-name');
		await name.waitFor();
		await drag(byTestId('ndv-input-panel').getByText('name', { exact: true }), name);
		// The person sees what the expression gives before they go on.
		await byTestId('node-parameters').getByText('Birch Boats').first().waitFor();
		await editor.settle();
		await byTestId('parameter-input-employees').locator('input').fill('12');
		await editor.settle();
		await byTestId('node-execute-button').getByText(told('Execute step')).click();
		await byTestId('output-panel').getByText('Birch Boats').first().waitFor();
	});
	expect(company('Birch Boats')?.attributes).toMatchObject({ name: 'Birch Boats', employees: 12 });

	await step('publish', async () => {
		await page.keyboard.press('Escape');
		await page
			.getByRole('button', { name: told('Publish') })
			.first()
			.click();
		await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
		// n8n tells what has happened now.
		await page.getByRole('button', { name: 'Got it' }).click();
		await until('nobody listens to the insight stream', async () => nex.stream.connections > 0 || undefined);
	});

	await step('an insight starts it', async () => {
		nex.addInsight(insightAbout('Alder Boats'));
		await until('no record was written', async () => company('Alder Boats'));
		await page.getByText('Executions', { exact: true }).click();
		await page.getByText('Succeeded').first().waitFor();
	});
	expect(company('Alder Boats')?.attributes).toMatchObject({ name: 'Alder Boats', employees: 12 });

	const client = new N8nClient(n8n.url);
	await client.signIn(owner);
	const [workflow] = await client.workflows();
	const ended = (await client.executions(workflow?.id ?? '')).filter(isFinished);
	expect(ended.filter(({ mode }) => mode === 'trigger').map(({ status }) => status)).toEqual(['success']);
	const total = times.reduce((sum, line) => sum + Number.parseFloat(line), 0);
	process.stdout.write(`\n${[...times, `${total.toFixed(1)} s  in all`].map((line) => `  ${line}`).join('\n')}\n`);
});
