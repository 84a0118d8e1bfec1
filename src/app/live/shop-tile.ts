import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ActPlace, ShopItem } from '../../lab/live/api';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import { explain } from '../state/inspector';
import { controls } from '../styles';
import { productPicture } from './product-picture';
import { act } from './shop-state';
import './shop-why';
import { kindOf, money, nameOf } from './shop-words';

/** Fewer than this are worth telling. */
const FEW = 4;

/** An item as a shop shows it: picture, title, price; looked at, added, hidden or explained at a click. */
@customElement('cf-shop-tile')
export class ShopTile extends CfElement {
  @property({ attribute: false }) item: ShopItem | null = null;
  /** The list that it stands in, where what made that learns from what is done with it. */
  @property({ attribute: false }) from: ActPlace | undefined = undefined;

  static override styles = [
    controls,
    css`
      /* Flex columns and blocks: nested grids would lay each tile out several times. */
      :host {
        display: flex;
        flex-direction: column;
        contain: layout style;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--surface);
        min-width: 0;
      }
      :host(:hover) {
        border-color: var(--hairline-strong);
      }
      .look {
        display: flex;
        flex: 1;
        flex-direction: column;
        align-items: stretch;
        justify-content: start;
        gap: 0;
        width: 100%;
        padding: 0;
        border: 0;
        background: none;
        text-align: start;
        white-space: normal;
        min-width: 0;
      }
      .picture {
        display: block;
        background: var(--ground);
        border-radius: 2px 2px 0 0;
      }
      .picture svg {
        display: block;
        width: 84px;
        height: 84px;
        margin: 0 auto;
        contain: strict;
      }
      .words {
        display: block;
        padding: 6px 8px 2px;
      }
      .title {
        line-height: 1.35;
        overflow-wrap: anywhere;
      }
      .kind {
        padding: 0 8px 2px;
        color: var(--ink-3);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 4px;
        padding: 0 4px 4px 8px;
      }
      .price {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .few {
        color: var(--caution);
        font-size: var(--text-small);
      }
      .acts {
        display: flex;
        margin-inline-start: auto;
      }
      .acts button {
        padding: 0 4px;
        min-width: 26px;
        min-height: 26px;
      }
    `,
  ];

  protected override render() {
    const { item, from } = this;
    if (!item) return '';
    const words = t().shop;
    const name = nameOf(item);
    return html`
      <button
        class="look"
        type="button"
        data-item=${item.id}
        aria-label=${words.look(name)}
        @click=${() => void act('view', item, from)}
      >
        <span class="picture">${productPicture(item)}</span>
        <span class="words">
          <span class="title">${name}</span>
        </span>
      </button>
      <div class="kind">${kindOf(item)}</div>
      <div class="foot">
        <span>
          ${item.price === null ? '' : html`<span class="price">${money(item.price)}</span>`}
          ${this.stock(item)}
        </span>
        <span class="acts">
          <button
            class="quiet"
            type="button"
            aria-label=${words.addNamed(name)}
            title=${words.addNamed(name)}
            ?disabled=${item.stock === 0}
            @click=${() => void act('cart', item, from)}
          >
            ${words.add}
          </button>
          <button
            class="quiet"
            type="button"
            aria-label=${words.why(name)}
            title=${words.why(name)}
            @click=${() => explain(`why ${item.id}`, () => html`<cf-shop-why .item=${item}></cf-shop-why>`)}
          >
            <cf-icon name="info"></cf-icon>
          </button>
          <button
            class="quiet"
            type="button"
            aria-label=${words.hide(name)}
            title=${words.hide(name)}
            @click=${() => void act('hide', item, from)}
          >
            <cf-icon name="close"></cf-icon>
          </button>
        </span>
      </div>
    `;
  }

  private stock({ stock }: ShopItem) {
    if (stock === null || stock >= FEW) return '';
    return html`<span class="few"
      >${stock === 0 ? t().shop.soldOut : t().shop.left(formatCount(stock))}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-tile': ShopTile;
  }
}
