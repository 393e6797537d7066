import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { BROWSER_ID, type N8nClient } from '../n8n/client';

export interface Size {
	width: number;
	height: number;
}

/** n8n's editor in a headless Chromium. */
export class Editor {
	private constructor(
		private readonly browser: BrowserContext,
		readonly page: Page,
		private readonly profile: string,
		private readonly url: string,
	) {}

	/** A browser that this n8n does not know yet. */
	static async launch(url: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Editor> {
		const profile = mkdtempSync(join(tmpdir(), 'nex-pictures-'));
		const browser = await chromium.launchPersistentContext(profile, {
			executablePath: process.env.NEX_CHROMIUM || '/usr/bin/chromium',
			headless: true,
			colorScheme,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		});
		return new Editor(browser, await browser.newPage(), profile, url);
	}

	/** A browser that is signed in. */
	static async open({ url, session }: N8nClient, colorScheme: 'light' | 'dark' = 'light'): Promise<Editor> {
		const editor = await Editor.launch(url, colorScheme);
		await editor.browser.addCookies([{ ...session, url }]);
		await editor.browser.addInitScript({ content: `localStorage.setItem('n8n-browserId', ${JSON.stringify(BROWSER_ID)})` });
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
		rmSync(this.profile, { recursive: true, force: true });
	}

	/** Opens a workflow, with everything on the canvas in view. */
	async workflow(id: string, size: Size): Promise<void> {
		await this.page.setViewportSize(size);
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.locator('[data-test-id="canvas-node"]').first().waitFor({ timeout: 60_000 });
		await this.settle();
		await this.fit();
	}

	async fit(): Promise<void> {
		await this.page.keyboard.press('1');
		await this.settle();
	}

	/** Opens a node's form, in a workflow that is open. */
	async node(name: string): Promise<void> {
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.page.locator('[data-test-id="node-parameters"]').first().waitFor();
		await this.settle();
	}

	/** Opens a node's form by its address. */
	async form(workflowId: string, nodeId: string, size: Size): Promise<void> {
		await this.page.setViewportSize(size);
		await this.page.goto(`${this.url}/workflow/${workflowId}/${nodeId}`);
		await this.page.locator('[data-test-id="node-parameters"]').first().waitFor({ timeout: 60_000 });
		await this.settle();
	}

	/** Takes the fields of the open form, and nothing of the empty space below them. */
	async shootForm(file: string): Promise<void> {
		const form = await this.page.locator('[data-test-id="node-parameters"]').first().boundingBox();
		const fields = await this.page.locator('[data-test-id="node-parameters"] .parameter-input-list-wrapper').first().boundingBox();
		if (!form || !fields) throw new Error('No form is open');
		mkdirSync(dirname(file), { recursive: true });
		await this.page.screenshot({ path: file, clip: { ...form, height: Math.min(form.height, fields.y + fields.height + 12 - form.y) } });
	}

	/** Opens the list of a picker, whatever it then shows, and types into its search. */
	async openPicker(parameter: string, search = ''): Promise<void> {
		const picker = this.page.locator(`[data-test-id="resource-locator-${parameter}"]`);
		await picker.locator('[data-test-id="rlc-input"]').click();
		await this.page
			.locator('[data-test-id="rlc-item"], [data-test-id="rlc-error-container"]')
			.or(this.page.getByText('No results'))
			.first()
			.waitFor();
		if (search !== '') await this.page.locator('[data-test-id="rlc-search"]').last().fill(search);
		await this.settle();
	}

	/** Opens what can be added to each collection of the open form in turn, and does something with each. */
	async eachCollection(look: (place: number) => Promise<void>): Promise<void> {
		const adders = this.page
			.locator('[data-test-id="node-parameters"] [data-test-id^="collection-parameter-add"]')
			.filter({ visible: true });
		// From the last, because a collection of one field is full, and its button gone, once it is opened.
		for (let place = (await adders.count()) - 1; place >= 0; place--) {
			await adders.nth(place).click();
			await this.settle();
			await look(place);
			// A click beside the fields closes the menu; a key would close the form if none is open.
			await this.page
				.locator('[data-test-id="node-parameters"]')
				.first()
				.click({ position: { x: 3, y: 3 } });
		}
	}

	/** Opens the panel to add a node, and searches it. */
	async searchPanel(text: string): Promise<string[]> {
		const search = this.page.locator('[data-test-id="node-creator-search-bar"]');
		if (!(await search.isVisible()))
			await this.page.locator('[data-test-id="node-creator-plus-button"], [data-test-id="canvas-plus-button"]').first().click();
		await search.fill(text);
		await this.settle();
		return await this.page.locator('[data-test-id="node-creator"] [data-test-id="node-creator-item-name"]').allInnerTexts();
	}

	/** Opens what the panel has found by its name, which lists its actions if there are several. */
	async openInPanel(name: string): Promise<string[]> {
		await this.page.locator('[data-test-id="node-creator-item-name"]').getByText(name, { exact: true }).click();
		await this.settle();
		return await this.page.locator('[data-test-id="node-creator"] [data-keyboard-nav-type="action"]').allInnerTexts();
	}

	/** Waits until nothing moves and nothing loads. */
	async settle(): Promise<void> {
		await this.page.waitForLoadState('networkidle').catch(() => undefined);
		await this.page.waitForTimeout(400);
	}

	/** Runs the node whose form is open, and waits for what comes out. */
	async execute(): Promise<void> {
		await this.page.locator('[data-test-id="node-execute-button"]').first().click();
		await this.page.locator('[data-test-id="node-error-message"], [data-test-id="ndv-items-count"]').first().waitFor();
		await this.settle();
	}

	/** Shows what came out as a table. */
	async showTable(): Promise<void> {
		const table = this.page.locator('[data-test-id="output-panel"] [data-test-id="radio-button-table"]');
		if (await table.isVisible()) await table.click();
		await this.settle();
	}

	/** Takes the whole window as it is. */
	async shootWindow(file: string): Promise<void> {
		mkdirSync(dirname(file), { recursive: true });
		await this.page.screenshot({ path: file });
	}

	/** Takes the whole window, without what appears over it and goes away by itself. */
	async shoot(file: string): Promise<void> {
		await this.page.addStyleTag({
			content: '.el-notification, .el-popper, [data-reka-popper-content-wrapper] { display: none !important; }',
		});
		await this.shootWindow(file);
	}

	/** Takes the canvas without the editor's own buttons. */
	async shootCanvas(file: string): Promise<void> {
		const buttons = [
			'canvas-controls',
			'canvas-background',
			'execute-workflow-button',
			'node-creator-plus-button',
			'command-bar-button',
			'add-sticky-button',
			'toggle-focus-panel-button',
			'instance-ai-canvas-action-button',
			'workflow-chat-button',
			'logs-panel',
		];
		await this.page.addStyleTag({ content: `${buttons.map((id) => `[data-test-id="${id}"]`).join()} { visibility: hidden !important; }` });
		await this.shootAround(file, '[data-test-id="canvas-node"]', 96);
	}

	/** Takes what a selector finds, with something around it. */
	async shootAround(file: string, selector: string, margin = 12): Promise<void> {
		mkdirSync(dirname(file), { recursive: true });
		await this.page.screenshot({ path: file, clip: await this.around(selector, margin) });
	}

	/** The part of the window that holds all a selector finds. */
	private async around(selector: string, margin: number): Promise<{ x: number; y: number; width: number; height: number }> {
		const boxes = (await Promise.all((await this.page.locator(selector).all()).map((one) => one.boundingBox()))).flatMap(
			(box) => box ?? [],
		);
		const window = this.page.viewportSize();
		if (boxes.length === 0 || !window) throw new Error(`Nothing in the window is ${selector}`);
		const [left, top] = [
			Math.max(0, Math.min(...boxes.map(({ x }) => x)) - margin),
			Math.max(0, Math.min(...boxes.map(({ y }) => y)) - margin),
		];
		const [right, bottom] = [
			Math.min(window.width, Math.max(...boxes.map(({ x, width }) => x + width)) + margin),
			Math.min(window.height, Math.max(...boxes.map(({ y, height }) => y + height)) + margin),
		];
		return { x: left, y: top, width: right - left, height: bottom - top };
	}
}
