import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ShopDescription, ShopRules as Rules, ShopSettings } from '../../lab/live/api';
import { CfElement } from '../element';
import '../elements/icon';
import { say, t } from '../i18n';
import { formatPercent } from '../i18n/format';
import { controls } from '../styles';
import './shop-promotions';
import { sideStyles } from './shop-side-styles';
import { slider, sliderStyles } from './shop-slider';
import { openedShop, set, visit } from './shop-state';

const LIMITS = [null, 1, 2, 3, 4, 6] as const;

/** The least margin that can be asked for; beyond it hardly anything is left. */
const MOST_MARGIN = 0.6;

/** What every list must keep to, and what the shop wants to see first. All act at once. */
@customElement('cf-shop-rules')
export class ShopRules extends CfElement {
  static override styles = [
    controls,
    sideStyles,
    sliderStyles,
    css`
      section:last-of-type {
        border-bottom: 1px solid var(--hairline);
      }
    `,
  ];

  protected override render() {
    const settings = visit.get()?.settings;
    const description = openedShop.get()?.description;
    if (!settings || !description) return '';
    const words = t().shop;
    return html`
      <section aria-label=${words.rules}>
        <div class="spread">
          <h2>${words.rules}</h2>
          <button
            class="link"
            type="button"
            aria-label=${words.resetRules}
            @click=${() => void set({ ...settings, rules: unruled(description) })}
          >
            ${words.resetControls}
          </button>
        </div>
        <p class="help">${words.rulesHelp}</p>
        ${this.list(settings, description)}
        <cf-shop-promotions></cf-shop-promotions>
        ${this.margins(settings, description)}
      </section>
    `;
  }

  private margins(settings: ShopSettings, { hasMargins }: ShopDescription): TemplateResult {
    const words = t().shop;
    if (!hasMargins) return html`<p class="help">${words.noMargins}</p>`;
    const { margin } = settings.rules;
    const change = (next: Partial<Rules['margin']>) =>
      void set({ ...settings, rules: { ...settings.rules, margin: { ...margin, ...next } } });
    const margins = (visit.get()?.forYou.tiles ?? []).flatMap((tile) =>
      tile.margin === null ? [] : [tile.margin],
    );
    const mean = margins.reduce((sum, each) => sum + each, 0) / margins.length;
    return html`
      ${slider(words.marginWeight, margin.weight, 0, 1, (weight) => change({ weight }))}
      ${slider(
        words.leastMargin,
        margin.least ?? 0,
        0,
        MOST_MARGIN,
        (least) => change({ least: least > 0 ? least : null }),
        (least) => (least > 0 ? formatPercent(least, 2) : words.noLimit),
      )}
      ${margins.length === 0 ? '' : html`<p role="status">${words.meanMargin(formatPercent(mean, 3))}</p>`}
    `;
  }

  private list(settings: ShopSettings, description: ShopDescription): TemplateResult {
    const words = t().shop;
    const { categories, hasStock } = description;
    const { rules } = settings;
    const change = (next: Partial<Rules>) => void set({ ...settings, rules: { ...rules, ...next } });
    const labels = new Map(categories.map(({ key, label }) => [key, say(label)]));
    const excluded = rules.excludedCategories;
    return html`
      ${
        categories.length === 0
          ? ''
          : html`
              <label class="field">
                ${words.excluded}
                <select
                  @change=${(event: Event) => {
                    const select = event.target as HTMLSelectElement;
                    if (select.value) change({ excludedCategories: [...excluded, select.value] });
                    select.value = '';
                  }}
                >
                  <option value="">${words.excludedNone}</option>
                  ${categories
                    .filter(({ key }) => !excluded.includes(key))
                    .map(({ key, label }) => html`<option value=${key}>${say(label)}</option>`)}
                </select>
              </label>
              <div class="chips">
                ${excluded.map(
                  (key) =>
                    html`<button
                      type="button"
                      aria-label=${words.allow(labels.get(key) ?? key)}
                      title=${words.allow(labels.get(key) ?? key)}
                      @click=${() => change({ excludedCategories: excluded.filter((each) => each !== key) })}
                    >
                      ${labels.get(key) ?? key}<cf-icon name="close"></cf-icon>
                    </button>`,
                )}
              </div>
              <label class="field">
                ${words.perCategory}
                <select
                  @change=${(event: Event) => {
                    const { value } = event.target as HTMLSelectElement;
                    change({ perCategory: value === '' ? null : Number(value) });
                  }}
                >
                  ${LIMITS.map(
                    (limit) =>
                      html`<option value=${limit ?? ''} ?selected=${limit === rules.perCategory}>
                        ${limit ?? words.noLimit}
                      </option>`,
                  )}
                </select>
              </label>
            `
      }
      ${
        hasStock
          ? html`<label class="check">
              <input
                type="checkbox"
                .checked=${rules.inStock}
                @change=${(event: Event) => change({ inStock: (event.target as HTMLInputElement).checked })}
              />
              ${words.inStock}
            </label>`
          : ''
      }
    `;
  }
}

/** As the shop opens: nothing but that there must be some left. */
function unruled({ hasStock }: ShopDescription): Rules {
  return {
    excludedCategories: [],
    perCategory: null,
    inStock: hasStock,
    promotions: [],
    margin: { weight: 0, least: null },
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-rules': ShopRules;
  }
}
