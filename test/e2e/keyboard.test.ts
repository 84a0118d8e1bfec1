import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { en } from '../../src/app/i18n/en';
import { link, opened, SMALL } from './actions';
import { workbenches } from './workbench';

const open = workbenches();

/** What has the focus, through shadow roots: its label or text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim().replaceAll(/\s+/g, ' ');
  });
}

async function tabTo(page: Page, label: string): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === label) return;
  }
  throw new Error(`Tab does not reach "${label}"`);
}

it('everything from choosing a place to running and cancelling works by keyboard alone', async () => {
  const { page } = await open({}, link({ ...SMALL, training: { epochs: 100_000, batchSize: 16 } }));
  await opened(page);
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe(en.frame.skip);
  await tabTo(page, en.places.data);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: en.data.chooseFile }).waitFor();
  await tabTo(page, en.places.experiment);
  await page.keyboard.press('Enter');
  await tabTo(page, en.experiment.run);
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: en.run.controls }).waitFor({ timeout: 60_000 });
  await tabTo(page, en.run.cancel);
  await page.keyboard.press('Enter');
  await page.getByText(en.run.states.cancelled, { exact: true }).first().waitFor();
});

it('the focus is always visible', async () => {
  const { page } = await open({}, link(SMALL));
  await opened(page);
  for (let pressed = 0; pressed < 25; pressed++) {
    await page.keyboard.press('Tab');
    const [name, outline] = await page.evaluate(() => {
      let element = document.activeElement!;
      while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const visible = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
      return [
        `${element.localName} ${element.getAttribute('aria-label') ?? element.textContent}`,
        visible,
      ] as const;
    });
    expect([name, outline]).toEqual([name, true]);
  }
});
