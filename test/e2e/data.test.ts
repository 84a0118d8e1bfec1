import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/app/i18n/en';
import { dataInUse, drop, link, opened, SMALL } from './actions';
import { workbenches } from './workbench';

const open = workbenches();

/** A log of `count` rows. */
function log(count: number, head = 'user,item,rating,timestamp\n'): string {
  return (
    head +
    Array.from({ length: count }, (_, i) => `u${i % 20},i${i % 13},${1 + (i % 5)},${1e9 + i}\n`).join('')
  );
}

async function openOnStore() {
  const { page } = await open({}, link(SMALL));
  return { page, before: await opened(page) };
}

/** Waits until a file is in use, and not only being read beside what was in use before. */
async function taken(page: Page, name: string): Promise<void> {
  await expect
    .poll(async () => (await dataInUse(page).innerText()).trim(), { timeout: 30_000 })
    .toMatch(new RegExp(`^${name}\\s+[\\d,]+ users, [\\d,]+ items, [\\d,]+ interactions$`));
}

describe('a dropped file', () => {
  it('comes into use with its preview, statistics and rejected rows', async () => {
    const { page } = await openOnStore();
    const rows = log(260).replace('u3,', ',').replace(',5,', ',good,');
    await drop(page, { 'shop.csv': rows });
    await taken(page, 'shop.csv');
    await page.getByRole('heading', { name: en.data.rejected('2') }).waitFor();
    const rejected = page.getByRole('region', { name: en.data.rejected('2') });
    await expect
      .poll(() => rejected.getByRole('row').allTextContents())
      .toEqual([
        expect.anything(),
        expect.stringMatching(/5\s+no user/),
        expect.stringMatching(/6\s+rating is not a number/),
      ]);
    const preview = page.getByRole('region', { name: en.data.preview });
    await expect.poll(() => preview.getByRole('combobox').count()).toBe(4);
  });

  it('brings its test file along as a predefined split', async () => {
    const { page } = await openOnStore();
    await drop(page, {
      'u1.base': log(200, '').replaceAll(',', '\t'),
      'u1.test': log(20, '').replaceAll(',', '\t'),
    });
    await taken(page, 'u1.base');
    await page.getByRole('navigation').getByRole('button', { name: en.places.experiment }).click();
    const testPath = page.getByRole('textbox', { name: en.fields['split.testPath'].label });
    await expect.poll(() => testPath.inputValue()).toBe('u1.test');
  });

  it('that cannot be read says why where it arose, and what was in use stays', async () => {
    const broken: readonly [string, string | Uint8Array, RegExp][] = [
      ['empty.csv', '', /empty/i],
      ['one-column.csv', 'a\nb\nc\n', /column/i],
      ['noise.bin', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256), /not a text file|column/i],
      ['nested.zip', zipSync({ 'inner.zip': zipSync({ 'a.csv': strToU8(log(5)) }) }), /zip|archive/i],
      ['not-a.zip', 'PK\u0003\u0004 broken', /zip|archive|damaged/i],
      ['broken.json', '{\n "version": 1,\n}', /line 3/i],
    ];
    // One page for all, since opening it takes longer than what is done there.
    const opening = await openOnStore();
    const { page } = opening;
    let { before } = opening;
    for (const [number, [name, content, why]] of broken.entries()) {
      await drop(page, { [name]: content });
      const alert = page.getByRole('alert').filter({ hasText: name });
      await alert.waitFor({ timeout: 30_000 });
      expect([name, await alert.textContent()]).toEqual([name, expect.stringMatching(why)]);
      expect(await alert.textContent()).not.toMatch(/\bat .*\.js:|undefined|\[object/);
      expect([name, (await dataInUse(page).innerText()).trim()]).toEqual([name, before]);
      // And the page goes on: a good file is taken after it.
      const good = `good-${number}.csv`;
      await drop(page, { [good]: log(50) });
      await taken(page, good);
      await expect.poll(() => page.getByRole('alert').count()).toBe(0);
      before = (await dataInUse(page).innerText()).trim();
    }
  });

  it('is read anew when a column is taken for something else', async () => {
    const { page } = await openOnStore();
    await drop(page, { 'shop.csv': 'customer,product,stars\n' + log(60, '').replaceAll(/,\d+\n/g, '\n') });
    const preview = page.getByRole('region', { name: en.data.preview }).first();
    await preview.getByLabel(en.data.takenFor('customer')).selectOption('item');
    await preview.getByLabel(en.data.takenFor('product')).selectOption('user');
    await expect
      .poll(() => dataInUse(page).textContent(), { timeout: 30_000 })
      .toContain(en.data.counts('13', '20', '60'));
  });
});
