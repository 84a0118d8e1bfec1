import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright';
import type {} from '../../src/cli/bench/main';
import { bundle } from '../../src/cli/bundle';
import { launchChrome } from '../../src/cli/chrome';
import { LocalServer } from '../../src/cli/server';

const PAGE = 'src/cli/bench/index.html';

let browser: Browser;
let server: LocalServer;
let address: string;
beforeAll(async () => {
  server = new LocalServer(await bundle(PAGE));
  address = `${await server.listen()}${PAGE}`;
  ({ browser } = await launchChrome('software'));
});
afterAll(async () => {
  server.close();
  await browser.close();
});

async function open() {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'cofilterBench' in globalThis);
  return page;
}

test('when the GPU process dies, waiting work fails by name, and a new device works in the same browser', async () => {
  const page = await open();
  await page.evaluate(() => globalThis.cofilterBench.adapter());
  // Rows that work for seconds: the process dies in the middle of them.
  const outcome = page.evaluate(() =>
    globalThis.cofilterBench.run('gemm-1024').then(
      () => 'it ran to its end',
      (error: unknown) => String(error),
    ),
  );
  const session = await browser.newBrowserCDPSession();
  // Chrome gives no answer: the process that would is gone.
  session.send('Browser.crashGpuProcess').catch(() => undefined);
  expect(await outcome).toMatch(/^DeviceLostError: The GPU device was lost/);

  const next = await open();
  expect((await next.evaluate(() => globalThis.cofilterBench.adapter())).kind).toBe('software');
  const [one] = await next.evaluate(() => globalThis.cofilterBench.run('recommend-one'));
  expect(one!.samples.length).toBe(200);
});
