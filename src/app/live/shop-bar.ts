import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { NamedEntity } from '../../lab/api';
import type { BasketItem, ShopView } from '../../lab/live/api';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import '../run/entity-search';
import { controls } from '../styles';
import './shop-products';
import { actByTruth, checkOut, enter, openedShop, search, undo, visit } from './shop-state';
import { money, nameOf, shopperName } from './shop-words';

/** Who is in the shop, what is looked for, and the basket. */
@customElement('cf-shop-bar')
export class ShopBar extends CfElement {
  @state() private open = false;
  @state() private stocking = false;

  static override styles = [
    controls,
    css`
      :host {
        border-bottom: 1px solid var(--hairline);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 8px;
        padding: 8px 14px;
      }
      cf-entity-search {
        width: 170px;
      }
      form {
        display: flex;
        flex: 1;
        gap: 4px;
        min-width: 200px;
      }
      form input {
        flex: 1;
      }
      .basket {
        padding: 0 14px 10px;
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 10px;
        border-bottom: 1px solid var(--hairline);
      }
      li > span:first-child {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      li > span:last-child {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .pay {
        margin-top: 8px;
      }
    `,
  ];

  protected override render() {
    const opened = openedShop.get();
    const view = visit.get();
    if (!opened || !view) return '';
    const words = t().shop;
    const count = view.basket.length;
    return html`
      <div class="line">
        <h1>${shopperName()}</h1>
        <cf-entity-search
          axis="user"
          .model=${opened.directory}
          .label=${words.chooseShopper}
          @entity-choice=${(event: CustomEvent<NamedEntity>) => void enter(event.detail)}
        ></cf-entity-search>
        <button type="button" @click=${() => void enter(null)}>${words.newShopper}</button>
        ${
          opened.description.hasTruth && !view.shopper.isNew
            ? html`<button type="button" title=${words.letActHelp} @click=${() => void actByTruth()}>
                ${words.letAct}
              </button>`
            : ''
        }
        <button type="button" aria-expanded=${this.stocking} @click=${this.stock}>${words.newProduct}</button>
      </div>
      ${this.stocking ? html`<cf-shop-products></cf-shop-products>` : ''}
      <div class="line">
        <form role="search" aria-label=${words.searchLabel} @submit=${submitted}>
          <input
            type="search"
            aria-label=${words.searchLabel}
            placeholder=${words.searchLabel}
            name="query"
          />
          <button type="submit"><cf-icon name="search"></cf-icon>${words.searchButton}</button>
        </form>
        <button type="button" aria-expanded=${this.open} @click=${this.toggle}>
          ${words.basketOf(formatCount(count))}
        </button>
      </div>
      ${this.open ? this.basket(view) : ''}
    `;
  }

  private readonly toggle = () => {
    this.open = !this.open;
  };

  private readonly stock = () => {
    this.stocking = !this.stocking;
  };

  private basket(view: ShopView): TemplateResult {
    const words = t().shop;
    const { basket, total } = view;
    if (basket.length === 0) return html`<p class="basket">${words.basketEmpty}</p>`;
    return html`
      <section class="basket" aria-label=${words.basket}>
        <ul>
          ${basket.map(
            (item) =>
              html`<li>
                <span>${nameOf(item)}</span>
                <span>
                  ${item.price === null ? '' : html`<span class="number">${money(item.price)}</span>`}
                  ${takeOut(item)}
                </span>
              </li>`,
          )}
        </ul>
        <div class="spread pay">
          <span>${total === null ? '' : words.total(money(total))}</span>
          <button class="primary" type="button" @click=${() => void checkOut()}>${words.buy}</button>
        </div>
      </section>
    `;
  }
}

/** Taking an item out takes back that it was put in; after hundreds of events that is settled. */
function takeOut(item: BasketItem): TemplateResult | string {
  const { place } = item;
  if (place === null) return '';
  const name = t().shop.takeOut(nameOf(item));
  return html`<button
    class="quiet"
    type="button"
    aria-label=${name}
    title=${name}
    @click=${() => void undo(place)}
  >
    <cf-icon name="close"></cf-icon>
  </button>`;
}

function submitted(event: SubmitEvent): void {
  event.preventDefault();
  const query = new FormData(event.target as HTMLFormElement).get('query');
  void search(typeof query === 'string' ? query : '');
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-bar': ShopBar;
  }
}
