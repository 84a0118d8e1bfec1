import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ComparisonMode, ComparisonView } from '../../lab/live/api';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import { sideStyles } from './shop-side-styles';
import {
  act,
  compare,
  crowd,
  details,
  endComparison,
  openedShop,
  refit,
  refitting,
  teaching,
} from './shop-state';
import { nameOf } from './shop-words';

const MODES: readonly ComparisonMode[] = ['side-by-side', 'interleaved'];
const SHOPPERS = 200;

/** Two models on the same shopper, and on simulated ones. */
@customElement('cf-shop-compare')
export class ShopCompare extends CfElement {
  @state() private mode: ComparisonMode = 'interleaved';
  @state() private first = 'item-knn';
  @state() private second = 'popularity';

  static override styles = [
    controls,
    sideStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 6px 10px;
        align-items: center;
        margin: 8px 0;
      }
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
        gap: 0 14px;
        margin-top: 8px;
      }
      h3 {
        overflow-wrap: anywhere;
      }
      li {
        padding: 4px 0;
        border-bottom: 1px solid var(--hairline);
      }
      .clicks {
        margin-top: 6px;
      }
    `,
  ];

  protected override render() {
    const words = t().shop;
    const description = openedShop.get()?.description;
    if (!description) return '';
    const comparison = details.get()?.comparison ?? null;
    const busy = teaching.get();
    return html`
      <section aria-label=${words.compare}>
        <h2>${words.compare}</h2>
        <p class="help">${words.compareHelp}</p>
        <div class="fields">
          ${this.model('first', words.modelA)} ${this.model('second', words.modelB)}
          <label for="mode">${words.mode}</label>
          <select id="mode" @change=${this.modeChosen}>
            ${MODES.map(
              (mode) =>
                html`<option value=${mode} ?selected=${mode === this.mode}>${words.modes[mode]}</option>`,
            )}
          </select>
        </div>
        <div class="row">
          <button
            type="button"
            ?disabled=${busy || this.first === this.second}
            @click=${() => void compare(this.mode, [this.first, this.second])}
          >
            ${words.startCompare}
          </button>
          ${
            comparison
              ? html`<button type="button" @click=${() => void endComparison()}>${words.endCompare}</button>`
              : ''
          }
        </div>
        ${busy ? html`<p class="help" role="status">${words.teaching}</p>` : ''}
      </section>
      ${comparison ? this.lists(comparison, description.hasTruth && !busy) : ''}
    `;
  }

  private readonly modeChosen = (event: Event) => {
    this.mode = (event.target as HTMLSelectElement).value as ComparisonMode;
  };

  private readonly modelChosen = (event: Event) => {
    const { id, value } = event.target as HTMLSelectElement;
    if (id === 'first') this.first = value;
    else this.second = value;
  };

  private model(id: 'first' | 'second', label: string): TemplateResult {
    const models = openedShop.get()?.description.models ?? [];
    const chosen = this[id];
    return html`
      <label for=${id}>${label}</label>
      <select id=${id} @change=${this.modelChosen}>
        ${models.map(
          (model) =>
            html`<option value=${model.name} ?selected=${model.name === chosen}>${say(model.label)}</option>`,
        )}
      </select>
    `;
  }

  /** Fitting anew in the background, where one of the two models can be. */
  private fits({ models, fits }: ComparisonView): TemplateResult {
    const words = t().shop;
    const names = models.map(labelOf);
    const busy = refitting.get() || fits.some((fit) => fit?.isRefitting);
    return html`
      <section aria-label=${words.refit}>
        ${
          fits.some((fit) => fit !== null)
            ? html`<button type="button" ?disabled=${busy} @click=${() => void refit()}>
                  ${words.refit}
                </button>
                <p class="help">${words.refitHelp}</p>`
            : ''
        }
        ${busy ? html`<p class="help" role="status">${words.refitting}</p>` : ''}
        ${fits.map(
          (fit, at) =>
            html`<p class="help">
              ${fit ? words.refitTimes(names[at]!, formatCount(fit.refits)) : words.ownModel(names[at]!)}
            </p>`,
        )}
      </section>
    `;
  }

  private lists(comparison: ComparisonView, simulated: boolean): TemplateResult {
    const words = t().shop;
    const { mode, models, lists, clicks, shown, crowd: met } = comparison;
    const names = models.map(labelOf);
    return html`
      <section aria-label=${words.modes[mode]}>
        <div class="lists">
          ${lists.map(
            (list, at) => html`
              <div>
                <h3>${mode === 'interleaved' ? words.byBoth : names[at]}</h3>
                <ol>
                  ${list.map(
                    (tile) =>
                      html`<li>
                        <button
                          class="link"
                          type="button"
                          aria-label=${words.look(nameOf(tile))}
                          @click=${() => void act('view', tile, tile.team)}
                        >
                          ${nameOf(tile)}
                        </button>
                      </li>`,
                  )}
                </ol>
              </div>
            `,
          )}
        </div>
        ${[0, 1].map(
          (team) =>
            html`<p class="clicks">
              ${words.clicksOf(names[team]!, formatCount(clicks[team]!), formatCount(shown[team]!))}
              ${lists.flat().some((tile) => tile.team === team) ? '' : words.nothingFrom(names[team]!)}
            </p>`,
        )}
      </section>
      ${this.fits(comparison)}
      ${
        simulated
          ? html`<section aria-label=${words.crowd}>
              <button type="button" @click=${() => void crowd(SHOPPERS)}>${words.crowd}</button>
              <p class="help">${words.crowdHelp}</p>
              ${
                met
                  ? html`<p role="status">
                        ${words.crowdResult(
                          formatCount(met.shoppers),
                          names[0]!,
                          formatCount(met.wins[0]),
                          names[1]!,
                          formatCount(met.wins[1]),
                          formatNumber(met.p, 2),
                        )}
                      </p>
                      <p class="help">
                        ${words.crowdClicks(
                          names[0]!,
                          formatCount(met.clicks[0]),
                          names[1]!,
                          formatCount(met.clicks[1]),
                        )}
                      </p>`
                  : ''
              }
            </section>`
          : ''
      }
    `;
  }
}

function labelOf(name: string): string {
  const model = openedShop.get()?.description.models.find((each) => each.name === name);
  return model ? say(model.label) : name;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-compare': ShopCompare;
  }
}
