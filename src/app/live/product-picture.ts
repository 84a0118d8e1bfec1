import { html, type TemplateResult } from 'lit';
import type { ShopItem } from '../../lab/live/api';

/** 32 bits of a text (FNV-1a): the same picture for the same item on every machine. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** A rectangle with round corners, as a path. */
function rectangle(x: number, y: number, width: number, height: number, round: number): string {
  const corner = (dx: number, dy: number) => `a${round} ${round} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [width - 2 * round, height - 2 * round];
  return `M${x + round} ${y}h${across}${corner(round, round)}v${down}${corner(-round, round)}h${-across}${corner(-round, -round)}v${-down}${corner(round, -round)}z`;
}

function circle(x: number, y: number, radius: number): string {
  const half = (to: number) => `a${radius} ${radius} 0 1 0 ${to} 0`;
  return `M${x - radius} ${y}${half(2 * radius)}${half(-2 * radius)}z`;
}

/** Outlines by category, on a 48-unit grid; which one an item has is decided by its finest category. */
const SHAPES: readonly ((turn: number) => string)[] = [
  (turn) => `${rectangle(13, 12, 22, 26, 2 + turn)}M13 20h22`,
  (turn) => `M16 12h16l3 10v16H13V22zM16 ${12 + turn}v${26 - turn}M32 ${12 + turn}v${26 - turn}`,
  (turn) => `${circle(24, 25, 12)}${circle(24, 25, 4 + turn)}`,
  (turn) => `M12 34c0-10 6-${18 + turn} 12-20 6 2 12 ${10 + turn} 12 20zM12 34h24`,
  (turn) => `M18 11h12v7l4 6v14H14V24l4-6zM14 ${27 + turn}h20`,
  (turn) => `M10 31c4-2 8-5 11-10l6 5c4 3 9 2 11 5v5H10zM21 ${24 + turn / 2}l5 4`,
  (turn) => `M13 18h22l-3 20H16zM18 18c0-${8 + turn / 2} 12-${8 + turn / 2} 12 0`,
  (turn) => `M12 14h12v22H12zM24 14h12v22H24zM15 ${18 + turn}h6M27 ${18 + turn}h6`,
  (turn) => `M14 16h18v14a7 7 0 0 1-7 7h-4a7 7 0 0 1-7-7zM32 20h3a4 4 0 0 1 0 ${8 + turn / 2}h-3`,
  (turn) => `M24 11l${11 + turn / 2} 8-4 17H17l-4-17zM24 11v25`,
  (turn) => `${rectangle(11, 16, 26, 17, 2)}M18 ${37 + turn / 4}h12M24 33v4`,
  (turn) => `M24 12c7 6 10 11 10 ${15 + turn / 2}a10 10 0 0 1-20 0c0-4 3-9 10-${15 + turn / 2}z`,
];

/** Words of categories and titles that have an outline of their own; others are drawn by lot. */
const KNOWN: readonly (readonly [words: RegExp, shape: number])[] = [
  [/shoe|boot|sneaker|sandal|loafer/i, 5],
  [/bag|backpack|suitcase|wallet|tote/i, 6],
  [/book|fiction|learning|stationery|notebook|novel/i, 7],
  [/tableware|mug|cup|teapot|kettle|tea |coffee/i, 8],
  [/dress|skirt/i, 1],
  [/hair|body|skin|lotion|bottle|shampoo|feeding|care/i, 4],
  [/phone|tablet|charger|power bank/i, 0],
  [/computer|audio|keyboard|laptop|webcam|appliance/i, 10],
  [/garden|plant|water/i, 11],
  [/tent|camping/i, 3],
  [/storage|box|rack|basket/i, 0],
];

function shapeOf(item: ShopItem): number {
  const category = item.categories.at(-1)?.en ?? '';
  const known = [category, item.title?.en ?? ''].map((text) => KNOWN.find(([words]) => words.test(text)));
  return known[0]?.[1] ?? known[1]?.[1] ?? hashOf(category || item.id) % SHAPES.length;
}

/**
 * A picture of an item for want of a photograph: the outline says the category, the colour the brand, small
 * differences the item. Drawn from the words alone, so nothing is fetched and equal items look equal everywhere. One
 * path, so that another item in the same place changes four attributes and makes no element.
 */
export function productPicture(item: ShopItem): TemplateResult {
  const brand = item.brand?.en ?? item.id;
  const shape = SHAPES[shapeOf(item)]!;
  const own = hashOf(item.id);
  return html`
    <svg viewBox="0 0 48 48" aria-hidden="true" style="color:var(--series-${1 + (hashOf(brand) % 10)})">
      <path
        d=${shape((own >>> 8) % 4)}
        fill="currentColor"
        fill-opacity=${0.14 + (own % 5) * 0.05}
        stroke="currentColor"
        stroke-width="1.3"
        stroke-linejoin="round"
        stroke-linecap="round"
        transform="rotate(${((own >>> 4) % 7) - 3} 24 25)"
      />
    </svg>
  `;
}
