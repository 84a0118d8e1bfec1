import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ActPlace, Shelf, ShopSearch, Tile } from '../../lab/live/api';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import { details, found, openedShop, search, visit } from './shop-state';
import './shop-tile';
import './shop-welcome';
import { nameOf } from './shop-words';

/** The shelves as they stand, or what a search found in their place. */
@customElement('cf-shop-front')
export class ShopFront extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        min-height: 0;
      }
      .front {
        height: 100%;
        padding: 10px 14px 24px;
      }
      .shelf {
        margin-bottom: 18px;
      }
      /* Further shelves are laid out and painted when they come into sight; room for the outline of the focus. */
      .shelf + .shelf {
        content-visibility: auto;
        contain-intrinsic-block-size: auto 230px;
        margin-inline: -4px;
        padding: 0 4px 4px;
      }
      .shelf > h2 {
        margin-bottom: 6px;
        overflow-wrap: anywhere;
      }
      .tiles {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(148px, 1fr));
        gap: 8px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 4px 12px;
        margin-bottom: 6px;
      }
      .facts {
        color: var(--ink-3);
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const view = visit.get();
    const results = found.get();
    if (!view) return '';
    return html`
      <div class="front scroll" tabindex="0" role="region" aria-label=${t().shop.front}>
        ${results ? this.results(results) : this.shelves(view.forYou)} ${results ? '' : this.facts()}
      </div>
    `;
  }

  private shelves(forYou: Shelf): TemplateResult {
    return html`<cf-shop-welcome></cf-shop-welcome> ${shelfOf(forYou)}
      ${repeat(details.get()?.shelves ?? [], ({ name }) => name, shelfOf)}`;
  }

  private results({ query, matches, found: tiles, weights }: ShopSearch): TemplateResult {
    const words = t().shop;
    const { relevance, preference, pairs } = weights;
    return html`
      <section class="shelf" aria-label=${words.searchLabel}>
        <div class="head">
          <h2>${words.foundFor(query, formatCount(matches))}</h2>
          <button class="link" type="button" @click=${() => void search('')}>${words.clearSearch}</button>
          <span class="facts">
            ${words.foundBy(formatNumber(relevance, 2), formatNumber(preference, 2))}
            ${pairs > 0 ? words.learned(formatCount(pairs)) : ''}
          </span>
        </div>
        ${
          tiles.length === 0
            ? html`<p>${words.nothingFound}</p>`
            : html`<div class="tiles">${tiles.map((tile) => tileOf(tile, 'search'))}</div>`
        }
      </section>
    `;
  }

  private facts(): TemplateResult | string {
    const description = openedShop.get()?.description;
    if (!description) return '';
    const { users, items, interactions, baskets, window } = description;
    return html`<p class="facts">
      ${t().shop.facts(formatCount(users), formatCount(items), formatCount(interactions), formatCount(baskets))}
      ${window === null ? '' : t().shop.windowFact(formatCount(window))}
    </p>`;
  }
}

function shelfOf({ name, about, tiles }: Shelf): TemplateResult {
  const words = t().shop;
  const heading = about ? words.alikeTo(nameOf(about)) : words.shelves[name];
  return html`
    <section class="shelf" aria-label=${words.shelves[name]}>
      <h2>${heading}</h2>
      <div class="tiles">${tiles.map((tile) => tileOf(tile, name === 'for-you' ? name : undefined))}</div>
    </section>
  `;
}

/** A tile shows another item in its place: that costs a fraction of a new tile, and the keyboard stays where it is. */
function tileOf(tile: Tile, from: ActPlace | undefined): TemplateResult {
  return html`<cf-shop-tile .item=${tile} .from=${from}></cf-shop-tile>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-front': ShopFront;
  }
}
