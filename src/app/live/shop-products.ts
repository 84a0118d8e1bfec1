import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { NewProduct, ProductView, ShopItem } from '../../lab/live/api';
import { CfElement } from '../element';
import '../elements/icon';
import { say, t } from '../i18n';
import { formatCount } from '../i18n/format';
import { controls } from '../styles';
import { act, details, introduce, openedShop, withdraw } from './shop-state';
import { money, nameOf } from './shop-words';

/** A form that puts a product on the shelves which nobody has had, and what became of those that were. */
@customElement('cf-shop-products')
export class ShopProducts extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 0 14px 10px;
      }
      form {
        display: grid;
        grid-template-columns: 2fr 1.4fr 1.2fr 84px auto;
        gap: 6px 8px;
        align-items: end;
      }
      @media (max-width: 1100px) {
        form {
          grid-template-columns: 1fr 1fr;
        }
      }
      label {
        display: grid;
        gap: 2px;
        min-width: 0;
        font-size: var(--text-small);
        color: var(--ink-2);
      }
      input {
        width: 100%;
        min-width: 0;
      }
      .help {
        margin: 6px 0 0;
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 10px;
        border-bottom: 1px solid var(--hairline);
      }
      li > :first-child {
        min-width: 0;
        overflow-wrap: anywhere;
        white-space: normal;
        text-align: start;
      }
      li > span {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: end;
        gap: 0 8px;
        color: var(--ink-2);
      }
    `,
  ];

  protected override render() {
    const words = t().shop;
    const description = openedShop.get()?.description;
    if (!description) return '';
    const looked = lookedAtLast();
    return html`
      <form aria-label=${words.newProduct} @submit=${this.submitted}>
        <label>${words.productTitle}<input name="title" required autocomplete="off" /></label>
        <label>${words.productCategory}<input name="category" list="categories" autocomplete="off" /></label>
        <label>${words.productBrand}<input name="brand" list="brands" autocomplete="off" /></label>
        <label>${words.price}<input name="price" type="number" min="0" step="0.01" /></label>
        <button class="primary" type="submit">${words.introduce}</button>
        <datalist id="categories">
          ${description.categories.map(({ label }) => html`<option value=${say(label)}></option>`)}
        </datalist>
        <datalist id="brands">
          ${description.brands.map((brand) => html`<option value=${say(brand)}></option>`)}
        </datalist>
      </form>
      <p class="help">
        ${words.newProductHelp}
        ${
          looked
            ? html`<button class="link" type="button" @click=${() => this.fill(looked)}>
                ${words.productLike(nameOf(looked))}
              </button>`
            : ''
        }
      </p>
      <ul aria-label=${words.products}>
        ${repeat(details.get()?.products ?? [], ({ item }) => item.id, productOf)}
      </ul>
    `;
  }

  private get form(): HTMLFormElement {
    return this.renderRoot.querySelector('form')!;
  }

  /** Describes the product as another one is described; its title is its own. */
  private fill({ categories, brand, price }: ShopItem): void {
    const texts = { category: categories.at(-1), brand };
    for (const [name, text] of Object.entries(texts)) this.input(name).value = text ? say(text) : '';
    this.input('price').value = price === null ? '' : String(price);
    this.input('title').focus();
  }

  private input(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }

  private readonly submitted = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = (name: string) => this.input(name).value.trim();
    const price = this.input('price');
    const product: NewProduct = {
      title: text('title'),
      category: text('category') || null,
      brand: text('brand') || null,
      price: price.value === '' ? null : price.valueAsNumber,
    };
    if (await introduce(product)) this.form.reset();
  };
}

/** The item that the shopper looked at last, so that a product can be like it. */
function lookedAtLast(): ShopItem | undefined {
  return details.get()?.log.findLast(({ kind }) => kind === 'view')?.item;
}

function productOf({ item, looks, shoppers }: ProductView): TemplateResult {
  const words = t().shop;
  const name = nameOf(item);
  return html`<li>
    <button class="link" type="button" aria-label=${words.look(name)} @click=${() => void act('view', item)}>
      ${name}
    </button>
    <span>
      ${item.price === null ? '' : html`<span class="number">${money(item.price)}</span>`}
      <span>${words.productGained(formatCount(looks), formatCount(shoppers))}</span>
      <button
        class="link"
        type="button"
        aria-label=${words.withdrawNamed(name)}
        @click=${() => void withdraw(item)}
      >
        ${words.withdraw}
      </button>
    </span>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-products': ShopProducts;
  }
}
