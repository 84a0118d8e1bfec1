/**
 * A network trained in a tab that nobody looks at:
 *
 *   npx tsx test/bench/hidden-tab.ts [minutes] [folder of a build]
 *
 * Opens the built workbench in a Chromium with windows (on Linux without a screen: `xvfb-run npx tsx …`), starts NeuMF for
 * more epochs than can end, and brings another tab to the front. Every minute it tells how far the training is, how long
 * the hidden page takes to answer, the processor time of its main thread, and what the processes of the page and of the
 * graphics device hold (Linux). In the end the tab comes to the front and is used: how long a click takes until its
 * effect is on the screen. Chrome's own slowing of tabs in the back is left on.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright';
import { en } from '../../src/app/i18n/en';
import { findChrome } from '../../src/cli/chrome';
import type { ExperimentInput } from '../../src/lab/experiment';
import { control, link } from '../e2e/actions';
import { serveWorkbench } from './served';

const minutes = Number(process.argv[2] ?? 60);
const built = process.argv[3];

const EXPERIMENT: ExperimentInput = {
  version: 1,
  name: 'an hour in the back',
  data: {
    source: 'simulated',
    store: { customers: 300, items: 500, interactions: 20_000, ratedShare: 1 },
  },
  split: { protocol: 'random', testRatio: 0.2, validationRatio: 0.1 },
  model: { name: 'neumf' },
  training: { epochs: 100_000, batchSize: 1024 },
  evaluation: { task: 'ranking', metrics: ['ndcg', 'recall'], cutoffs: [10] },
};

/** MiB that each process of the browser holds in memory, by its kind. */
function residentMiB(): Record<string, number> {
  const held: Record<string, number> = {};
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      if (!command.includes(profile)) continue;
      const kind = /--type=([a-z-]+)/.exec(command)?.[1];
      if (kind !== 'gpu-process' && kind !== 'renderer') continue;
      const pages = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0);
      held[kind] = (held[kind] ?? 0) + pages / 1024;
    } catch {
      // The process has ended.
    }
  }
  return held;
}

async function mainThreadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}

/** Whether the tab is seen, and how far the training is in the words of the page. */
async function state(page: Page): Promise<string> {
  const visibility = await page.evaluate(() => document.visibilityState);
  const progress = await page
    .locator('cf-run-progress')
    .first()
    .evaluate(({ shadowRoot }) =>
      [...(shadowRoot?.children ?? [])].map((each) => (each as HTMLElement).innerText ?? '').join(' '),
    );
  return `${visibility}, ${progress.replace(/\s+/g, ' ')}`;
}

/** Where Chrome listens, once it has said so in its profile. */
async function debuggingAddress(folder: string): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const text = await readFile(join(folder, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const [port] = text.split('\n');
    if (port) return `http://127.0.0.1:${port}`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Chrome does not listen.');
}

const workbench = await serveWorkbench(built);
const profile = await mkdtemp(join(tmpdir(), 'cofilter-profile-'));
// Chrome as a person starts it: Playwright's own start would keep every tab awake and in focus.
const { address } = workbench;
const chrome = spawn(findChrome(), [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  '--no-first-run',
  '--remote-debugging-port=0',
  '--lang=en-US',
  '--window-size=1280,900',
  `--user-data-dir=${profile}`,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  `${address}${link(EXPERIMENT)}`,
]);
const browser = await chromium.connectOverCDP(await debuggingAddress(profile), { noDefaults: true });
const context = browser.contexts()[0]!;
const page = context.pages().find((each) => each.url().startsWith(address))!;
await page.getByRole('button', { name: en.experiment.run, exact: true }).click({ timeout: 120_000 });
await control(page, 'pause').waitFor({ timeout: 120_000 });
const session = await context.newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
await session.send('Target.createTarget', { url: 'about:blank' });

for (let minute = 0; minute <= minutes; minute++) {
  if (minute > 0) await new Promise((resolve) => setTimeout(resolve, 60_000));
  const before = performance.now();
  const where = await state(page);
  const answer = performance.now() - before;
  const held = Object.entries(residentMiB()).map(
    ([kind, mebibytes]) => `${kind} ${mebibytes.toFixed(0)} MiB`,
  );
  console.log(
    `${minute} min: ${where}; answers in ${answer.toFixed(0)} ms; main thread ${(await mainThreadMs(session)).toFixed(0)} ms in all; ${held.join(', ')}`,
  );
}
await page.bringToFront();
const tab = page.getByRole('navigation').getByRole('button', { name: en.places.data });
const experiment = page.getByRole('navigation').getByRole('button', { name: en.places.experiment });
for (const button of [tab, experiment, tab, experiment]) {
  const before = performance.now();
  await button.click();
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  console.log(`in front again: a change of place takes ${(performance.now() - before).toFixed(0)} ms`);
}
await control(page, 'stopAndKeep').click();
console.log(await state(page));
await browser.close();
const ended = once(chrome, 'exit');
chrome.kill();
await ended;
await workbench.close();
await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
