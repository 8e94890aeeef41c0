import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page with everything that it did wrong: what it asked of other hosts, and what its console complained of. */
export interface WatchedPage {
  readonly page: Page;
  /** Addresses asked for that are not the planner's own. */
  readonly outside: readonly string[];
  /** Errors of scripts and of the content security policy. */
  readonly complaints: readonly string[];
}

export async function openWatchedPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions,
): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`blob:${origin}/`)) outside.push(url);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, outside, complaints };
}

/** Saves what the page looks like into the folder named by `SCREENSHOTS`; without one, nothing is saved. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
