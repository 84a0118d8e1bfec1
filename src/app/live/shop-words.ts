import type { ShopItem } from '../../lab/live/api';
import { say, t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { openedShop, visit } from './shop-state';

/** What an item is called: its title in the page's language, else its id. */
export function nameOf(item: ShopItem): string {
  return item.title ? say(item.title) : item.id;
}

/** An amount with the shop's currency. */
export function money(amount: number): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return `${openedShop.get()?.description.currency ?? ''}${amount.toFixed(digits)}`;
}

/** Brand and finest category, as far as they are known. */
export function kindOf(item: ShopItem): string {
  const category = item.categories.at(-1);
  return [item.brand, category].flatMap((text) => (text ? [say(text)] : [])).join(' · ');
}

export function shopperName(): string {
  const shopper = visit.get()?.shopper;
  if (!shopper) return '';
  const words = t().shop;
  return shopper.isNew ? words.newNamed(shopper.id.slice(1)) : words.existing(shopper.id);
}

/** Milliseconds with three significant digits; a dash before anything was timed. */
export function timed(value: number | null): string {
  return value === null ? '–' : formatNumber(value, 3);
}
