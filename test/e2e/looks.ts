import axe from 'axe-core';
import type { Page } from 'playwright';

/** WCAG 2.2 AA and best practices, of the page or a part of it; each finding as rule and the elements it names. */
export async function findings(page: Page, part = page.locator('html')): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await part.evaluate((element) =>
    (window as unknown as { axe: typeof axe }).axe.run(element, { resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** Elements wider than the window, and buttons and labels whose words do not fit into them. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const name = `${element.localName} ${element.textContent.trim().slice(0, 40)}`;
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
        if (scrolls && element.scrollWidth > element.clientWidth + 1 && !element.querySelector('table'))
          found.push(`scrolls sideways: ${name}`);
        const { right, width } = element.getBoundingClientRect();
        if (width > 0 && right > innerWidth + 1 && !element.closest('.scroll'))
          found.push(`outside: ${name}`);
        if (element.matches('button, h2, h3, label') && element.scrollWidth > element.clientWidth + 1)
          if (getComputedStyle(element).textOverflow !== 'ellipsis') found.push(`cut off: ${name}`);
      }
    };
    visit(document);
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page itself scrolls sideways');
    return found;
  });
}
