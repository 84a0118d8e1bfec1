import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { chromium } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { chromeFlags, findChrome } from '../../src/cli/chrome';

/** A tab on the built workbench, and what went wrong in it. */
export interface Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests that would have left the machine; each was refused. */
  readonly outside: readonly string[];
  /** Uncaught errors and lines on console.error. */
  readonly errors: string[];
}

/**
 * Opens workbenches for the tests of one file. After every test each of them must have asked nothing of the outside
 * and shown no uncaught error (a test that provokes one empties `errors` itself).
 */
export function workbenches(): (options?: BrowserContextOptions, path?: string) => Promise<Workbench> {
  let browser: Browser;
  let opened: Workbench[] = [];
  beforeAll(async () => {
    const adapter = process.env['COFILTER_ADAPTER'] === 'gpu' ? 'gpu' : 'software';
    browser = await chromium.launch({ executablePath: findChrome(), args: chromeFlags(adapter) });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const all = opened;
    opened = [];
    for (const { context } of all) await context.close();
    expect(all.flatMap(({ outside }) => outside)).toEqual([]);
    expect(all.flatMap(({ errors }) => errors)).toEqual([]);
  });

  return async (options = {}, path = '') => {
    const address = inject('address');
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      ...options,
    });
    const outside: string[] = [];
    const errors: string[] = [];
    await context.route(
      (url) => !url.href.startsWith(address) && !['data:', 'blob:'].includes(url.protocol),
      (route) => {
        outside.push(route.request().url());
        return route.abort();
      },
    );
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const workbench = { page, context, outside, errors };
    opened.push(workbench);
    await page.goto(`${address}${path}`);
    return workbench;
  };
}
