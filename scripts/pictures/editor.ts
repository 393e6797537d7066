import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { BROWSER_ID, type N8nClient } from '../n8n/client';

export interface Size {
	width: number;
	height: number;
}

/** n8n's editor in a headless Chromium, signed in. */
export class Editor {
	private constructor(
		private readonly browser: BrowserContext,
		readonly page: Page,
		private readonly profile: string,
		private readonly url: string,
	) {}

	static async open({ url, session }: N8nClient, colorScheme: 'light' | 'dark' = 'light'): Promise<Editor> {
		const profile = mkdtempSync(join(tmpdir(), 'nex-pictures-'));
		const browser = await chromium.launchPersistentContext(profile, {
			executablePath: process.env.NEX_CHROMIUM || '/usr/bin/chromium',
			headless: true,
			colorScheme,
			args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
		});
		await browser.addCookies([{ ...session, url }]);
		await browser.addInitScript({ content: `localStorage.setItem('n8n-browserId', ${JSON.stringify(BROWSER_ID)})` });
		return new Editor(browser, await browser.newPage(), profile, url);
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

	/** Opens the list of a picker, and types into its search. */
	async openPicker(parameter: string, search = ''): Promise<void> {
		const picker = this.page.locator(`[data-test-id="resource-locator-${parameter}"]`);
		await picker.locator('[data-test-id="rlc-input"]').click();
		await this.page.locator('[data-test-id="rlc-item"]').first().waitFor();
		if (search !== '') await this.page.locator('[data-test-id="rlc-search"]').last().fill(search);
		await this.settle();
	}

	/** Opens the panel to add a node, and searches it. */
	async searchPanel(text: string): Promise<string[]> {
		const search = this.page.locator('[data-test-id="node-creator-search-bar"]');
		if (!(await search.isVisible())) await this.page.locator('[data-test-id="node-creator-plus-button"], [data-test-id="canvas-plus-button"]').first().click();
		await search.fill(text);
		await this.settle();
		return await this.page.locator('[data-test-id="node-creator"] [data-test-id="node-creator-item-name"]').allInnerTexts();
	}

	/** Waits until nothing moves and nothing loads. */
	async settle(): Promise<void> {
		await this.page.waitForLoadState('networkidle').catch(() => undefined);
		await this.page.waitForTimeout(400);
	}

	async shoot(file: string, part: Locator | Page = this.page): Promise<void> {
		mkdirSync(dirname(file), { recursive: true });
		await part.screenshot({ path: file });
	}
}
