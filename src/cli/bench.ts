/** `npm run bench [-- --json] [--only NAME] [--peers]`: fixed work, timed in headless Chrome. */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { ResearcherError } from '../errors';
import { openPeers } from './bench/peers';
import { renderReport, type BenchReport } from './bench/render';
import type { BenchResult } from './bench/row';
import { bundle } from './bundle';
import { adapterFromEnvironment, launchChrome } from './chrome';
import { describeFailure } from './failure';
import { LocalServer } from './server';

const PAGE = 'src/cli/bench/index.html';
const USAGE = 'npm run bench [-- --json] [--only NAME] [--peers]';

interface Options {
  readonly json: boolean;
  readonly only: string | undefined;
  readonly peers: boolean;
}

async function measure(options: Options): Promise<BenchReport> {
  const [folder, { browser }] = await Promise.all([bundle(PAGE), launchChrome(adapterFromEnvironment())]);
  const server = new LocalServer(folder);
  try {
    const peers = options.peers ? await openPeers(browser) : null;
    const page = await browser.newPage();
    page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`));
    page.on('console', (message) => {
      if (message.type() === 'info') process.stderr.write(`${message.text()}\n`);
    });
    await page.goto(`${await server.listen()}${PAGE}`);
    await page.waitForFunction(() => 'cofilterBench' in globalThis);
    const results: BenchResult[] = [];
    const unfinished: string[] = [];
    for (const name of await chosen(page, options.only)) {
      process.stderr.write(`${name} …\n`);
      const ours = await page.evaluate((row) => globalThis.cofilterBench.run(row), name);
      const others = await peers?.beside(ours[0]!);
      results.push(...ours, ...(others?.results ?? []));
      if (others?.unfinished !== undefined) unfinished.push(others.unfinished);
    }
    peers?.close();
    const adapter = await page.evaluate(() => globalThis.cofilterBench.adapter());
    const tuning = await page.evaluate(() => globalThis.cofilterBench.tuning());
    return { adapter, browser: `Chrome ${browser.version()}`, results, unfinished, tuning };
  } finally {
    server.close();
    await browser.close();
  }
}

async function chosen(page: Page, only: string | undefined): Promise<readonly string[]> {
  const rows = await page.evaluate(() => globalThis.cofilterBench.rows());
  const names = rows.map(({ name }) => name);
  if (only === undefined) return rows.filter(({ onRequest }) => !onRequest).map(({ name }) => name);
  if (names.includes(only)) return [only];
  throw invalid(
    `There is no row "${only}". There are: ${names.join(', ')}.`,
    `没有名为“${only}”的项目。可用的有：${names.join('、')}。`,
  );
}

function optionsFrom(words: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { json: { type: 'boolean' }, only: { type: 'string' }, peers: { type: 'boolean' } },
    });
    return { json: values.json ?? false, only: values.only, peers: values.peers ?? false };
  } catch (error) {
    throw invalid(
      `${(error as Error).message} Usage: ${USAGE}`,
      `${(error as Error).message} 用法：${USAGE}`,
    );
  }
}

function invalid(en: string, zh: string): ResearcherError {
  return new ResearcherError('command-line.invalid', { en, zh });
}

try {
  const options = optionsFrom(process.argv.slice(2));
  const report = await measure(options);
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : renderReport(report)}\n`);
} catch (error) {
  const { code, text } = describeFailure(error, 'en');
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
