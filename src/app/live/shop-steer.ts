import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ExplorerName, ShopSettings } from '../../lab/live/api';
import type { SessionControls } from '../../live/controls';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { controls } from '../styles';
import './shop-diversity';
import './shop-ranking';
import './shop-regret';
import './shop-rules';
import { sideStyles } from './shop-side-styles';
import { slider, sliderStyles } from './shop-slider';
import { CHOSEN, openedShop, set, visit } from './shop-state';

/** Least and greatest of each control, as the engine takes them. */
const CONTROLS: readonly (readonly [
  Exclude<keyof SessionControls, 'categories'>,
  low: number,
  high: number,
])[] = [
  ['novelty', -1, 1],
  ['diversity', 0, 0.95],
  ['popularity', -1, 1],
  ['price', -1, 1],
  ['lessLikeHidden', 0, 2],
];
const WEIGHTS = ['relevance', 'preference'] as const;
const EXPLORERS: readonly ExplorerName[] = ['none', 'epsilon-greedy', 'thompson', 'lin-ucb'];

/** What a shopper may turn, and what every list must keep to. All act at once. */
@customElement('cf-shop-steer')
export class ShopSteer extends CfElement {
  static override styles = [controls, sideStyles, sliderStyles];

  protected override render() {
    const settings = visit.get()?.settings;
    const description = openedShop.get()?.description;
    if (!settings || !description) return '';
    const words = t().shop;
    return html`
      <section aria-label=${words.turn}>
        <div class="spread">
          <h2>${words.turn}</h2>
          <button class="link" type="button" @click=${() => void set({ ...settings, controls: NEUTRAL })}>
            ${words.resetControls}
          </button>
        </div>
        ${CONTROLS.filter(([name]) => name !== 'price' || description.hasPrices).map(([name, low, high]) =>
          slider(
            words.controls[name],
            settings.controls[name],
            low,
            high,
            (value) => void set({ ...settings, controls: { ...settings.controls, [name]: value } }),
          ),
        )}
        ${this.categories(settings)}
      </section>
      <section aria-label=${words.diversity}>
        <h2>${words.diversity}</h2>
        <cf-shop-diversity></cf-shop-diversity>
      </section>
      <section aria-label=${t().ranking.title}>
        <h2>${t().ranking.title}</h2>
        <cf-shop-ranking></cf-shop-ranking>
      </section>
      <cf-shop-rules></cf-shop-rules>
      <section aria-label=${words.searchWeights}>
        <h2>${words.searchWeights}</h2>
        ${WEIGHTS.map((name) =>
          slider(
            words.weights[name],
            settings.search[name],
            0,
            1,
            (value) => void set({ ...settings, search: { ...settings.search, [name]: value } }),
          ),
        )}
      </section>
      <section aria-label=${words.explore}>
        <h2>${words.explore}</h2>
        <select
          aria-label=${words.explore}
          @change=${(event: Event) =>
            void set({ ...settings, explore: (event.target as HTMLSelectElement).value as ExplorerName })}
        >
          ${EXPLORERS.map(
            (name) =>
              html`<option value=${name} ?selected=${name === settings.explore}>
                ${words.explorers[name]}
              </option>`,
          )}
        </select>
        <p class="help">${words.exploreHelp}</p>
        ${description.hasTruth ? html`<cf-shop-regret></cf-shop-regret>` : ''}
      </section>
    `;
  }

  /** A slider for each category that was chosen, and a way to choose another. */
  private categories(settings: ShopSettings): TemplateResult | string {
    const words = t().shop;
    const { categories } = openedShop.get()!.description;
    const { controls: turned } = settings;
    if (categories.length === 0) return '';
    const turn = (key: string, strength: number) =>
      set({ ...settings, controls: { ...turned, categories: { ...turned.categories, [key]: strength } } });
    const labels = new Map(categories.map(({ key, label }) => [key, say(label)]));
    return html`
      ${Object.entries(turned.categories).map(([key, strength]) =>
        slider(
          { label: labels.get(key) ?? key, help: words.controls.category.help },
          strength,
          -1,
          1,
          (value) => void turn(key, value),
        ),
      )}
      <label class="field">
        ${words.controls.category.label}
        <select
          @change=${(event: Event) => {
            const select = event.target as HTMLSelectElement;
            if (select.value) void turn(select.value, CHOSEN);
            select.value = '';
          }}
        >
          <option value="">${words.excludedNone}</option>
          ${categories
            .filter(({ key }) => turned.categories[key] === undefined)
            .map(({ key, label }) => html`<option value=${key}>${say(label)}</option>`)}
        </select>
      </label>
    `;
  }
}

/** As the shop opens: nothing turned, hidden items keep what is like them down. */
const NEUTRAL: SessionControls = {
  novelty: 0,
  diversity: 0,
  popularity: 0,
  price: 0,
  lessLikeHidden: 1,
  categories: {},
};

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-steer': ShopSteer;
  }
}
