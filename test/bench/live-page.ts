/**
 * From a click in the page to the new shelves on the screen, in a shop of 100,000 items that are all known to it:
 *
 *   npx tsx test/bench/live-page.ts [acts] [purchases] [pause, ms] [folder of a build]
 *
 * Drives the built workbench in headless Chromium once on the CPU and once on the software adapter (a shop computes on
 * the host either way; what differs is what the rest of the tab does). The catalogue is that of the simulated store with
 * titles, categories, brands and prices; what nobody bought is bought once, so that the shop knows every item. Tells
 * p50, p95 and p99 of the worker's part and of the whole way: from the click up to the frame that shows the new list,
 * and up to the one that shows all other shelves and the log too. A shopper clicks
 * when both are there, or the pause later: without one a click also waits for what the frame before it left to do.
 */
import { chromium, type Page } from 'playwright';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { en } from '../../src/app/i18n/en';
import { chromeFlags, findChrome } from '../../src/cli/chrome';
import { simulateStore } from '../../src/data/store';
import { serveWorkbench } from './served';

const [acts = 300, interactions = 400_000, pause = 0] = process.argv.slice(2, 5).map(Number);
const built = process.argv[5];

/** Clicks that are told apart: a shop that has just opened runs code that the browser has not compiled for speed yet. */
const FIRST = 50;
const STORE = { customers: 20_000, items: 100_000, interactions };

/** The store's purchases as a file, with one purchase of each item that had none. */
function file(): string {
  const { table, metadata } = simulateStore(STORE, 42);
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const about = (item: number) =>
    [
      quote(metadata.titles![item]!.en),
      quote(metadata.categories![item]!.map(({ en: name }) => name).join('|')),
      quote(metadata.brands?.[item]?.en ?? ''),
      metadata.prices![item]!.toFixed(2),
    ].join(',');
  const lines = ['user_id,item_id,timestamp,title,category,brand,price'];
  for (let row = 0; row < table.length; row++) {
    const [user, item] = [table.users[row]!, table.items[row]!];
    lines.push(
      `${table.userIds.id(user)},${table.itemIds.id(item)},${table.timestamps![row]},${about(item)}`,
    );
  }
  // The others are like those that were bought: each takes the description of one of them.
  const last = table.timestamps![table.length - 1]!;
  for (let item = table.itemIds.size; item < STORE.items; item++) {
    const user = table.userIds.id(item % table.userIds.size);
    lines.push(`${user},N${item},${last + item},${about(item % table.itemIds.size)}`);
  }
  return lines.join('\n');
}

/** Clicks tiles of the first shelf, every fourth time the button that puts one into the basket. In the page. */
async function clickThrough({ count, between }: { readonly count: number; readonly between: number }) {
  const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  /** All elements, those in shadow roots too. */
  function* everything(root: ParentNode): Generator<Element> {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* everything(element.shadowRoot);
    }
  }
  const [front] = [...everything(document)].filter(({ localName }) => localName === 'cf-shop-front');
  const seen = [...everything(document)].find(({ localName }) => localName === 'cf-shop-seen')!;
  const log = () => seen.shadowRoot!.querySelector('.log')?.textContent ?? '';
  type Shown = Element & { item: { id: string } };
  const list = () =>
    [...front!.shadowRoot!.querySelector('.shelf')!.querySelectorAll('cf-shop-tile')] as Shown[];
  const [lists, wholes]: [number[], number[]] = [[], []];
  let changed = 0;
  for (let act = 0; act < count; act++) {
    const tiles = list();
    const tile = tiles[(act * 5) % tiles.length]!;
    const button = tile.shadowRoot!.querySelector<HTMLButtonElement>(
      act % 4 === 3 ? '.acts button' : '.look',
    )!;
    const [before, shown] = [log(), tiles.map(({ item }) => item)];
    const start = performance.now();
    button.click();
    // An answer brings items of its own, even where the list is the same. A frame has been painted once a task runs
    // after it.
    while (list()[0]!.item === shown[0]) await frame();
    await new Promise((resolve) => setTimeout(resolve, 0));
    lists.push(performance.now() - start);
    if (list().some(({ item }, at) => item.id !== shown[at]?.id)) changed++;
    while (log() === before) await frame();
    await new Promise((resolve) => setTimeout(resolve, 0));
    wholes.push(performance.now() - start);
    if (between > 0) await new Promise((resolve) => setTimeout(resolve, between));
  }
  return { lists, wholes, changed };
}

function percentiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!.toFixed(1);
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} max ${at(1)} ms`;
}

async function measure(page: Page, address: string, csv: string): Promise<string> {
  const words = en.shop;
  // The names that tsx gives functions are not known in the page.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.goto(address);
  await page.getByRole('navigation').getByRole('button', { name: en.places.data }).click();
  await page.locator('cf-data-place input[type=file]').waitFor({ state: 'attached', timeout: 60_000 });
  await page.locator('cf-data-place input[type=file]').setInputFiles(csv);
  await page.getByRole('heading', { name: /shop\.csv/ }).waitFor({ timeout: 300_000 });
  await page.getByRole('navigation').getByRole('button', { name: en.places.live }).click();
  await page.getByRole('tab', { name: words.tabs.shop }).click();
  await page.getByRole('button', { name: words.open }).click();
  await page.locator('cf-shop-tile').first().waitFor({ timeout: 300_000 });
  const facts = await page.locator('cf-shop-front .facts').innerText();
  const { lists, wholes, changed } = await page.evaluate(clickThrough, {
    count: FIRST + acts,
    between: pause,
  });
  const worker = await page.locator('cf-shop-seen table').innerText();
  const phases = [
    [`the first ${FIRST} clicks`, 0, FIRST],
    [`the ${acts} after them`, FIRST, FIRST + acts],
    [`all ${FIRST + acts}`, 0, FIRST + acts],
  ] as const;
  return [
    `${facts}\n${FIRST + acts} clicks, ${changed} changed the first shelf`,
    ...phases.map(
      ([which, from, to]) =>
        `${which}: to the list ${percentiles(lists.slice(from, to))}; to all shelves ${percentiles(wholes.slice(from, to))}`,
    ),
    `in the worker:\n${worker}`,
  ].join('\n');
}

const workbench = await serveWorkbench(built);
const folder = await mkdtemp(join(tmpdir(), 'cofilter-page-'));
const csv = join(folder, 'shop.csv');
await writeFile(csv, file());
for (const [name, args] of [
  ['CPU', []],
  ['software adapter', chromeFlags('software')],
] as const) {
  const browser = await chromium.launch({ executablePath: findChrome(), args: [...args] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  console.log(`${name}: ${await measure(page, workbench.address, csv)}`);
  await browser.close();
}
await workbench.close();
await rm(folder, { recursive: true, force: true });
