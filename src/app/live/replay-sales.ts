import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { storeCategories } from '../../data/store/categories';
import { CfElement } from '../element';
import '../elements/notice';
import { say, t } from '../i18n';
import { formatMoment, formatNumber } from '../i18n/format';
import { isOver } from '../state/work';
import { controls, lineLabels } from '../styles';
import type { ReplayItem } from './replay-state';

/** Flash sales in a store that goes on for ever: what, for how long, and by how much demand rises. */
@customElement('cf-replay-sales')
export class ReplaySales extends CfElement {
  @property({ attribute: false }) item: ReplayItem | null = null;
  /** A category's id; empty: what sells best. */
  @state() private target = '';
  @state() private hours = 12;
  @state() private uplift = 5;
  @state() private problem: unknown = undefined;

  static override styles = [
    controls,
    lineLabels,
    css`
      .row {
        gap: 6px 12px;
      }
      select {
        max-width: 220px;
      }
      input {
        width: 64px;
      }
      li {
        color: var(--ink-2);
        font-size: var(--text-small);
        padding-top: 3px;
      }
    `,
  ];

  protected override render() {
    const item = this.item;
    if (item?.replay.stream?.source !== 'endless') return '';
    const words = t().live;
    // A stream that is still being opened cannot have sales yet.
    const going = !isOver(item.state.get()) && item.position.get() !== null;
    return html`
      <div class="row" role="group" aria-label=${words.flashSale}>
        <label>
          ${words.flashSale}
          <select aria-label=${words.flashSale} @change=${this.targetChosen}>
            <option value="">${words.bestSeller}</option>
            ${storeCategories.map(({ id, name }) => html`<option value=${id}>${say(name)}</option>`)}
          </select>
        </label>
        <label
          >${words.saleHours}
          <input
            type="number"
            min="1"
            max="720"
            .value=${live(String(this.hours))}
            @change=${this.hoursTyped}
        /></label>
        <label
          >${words.saleUplift}
          <input
            type="number"
            min="2"
            max="100"
            .value=${live(String(this.uplift))}
            @change=${this.upliftTyped}
        /></label>
        <button type="button" ?disabled=${!going} @click=${() => this.sell()}>${words.startSale}</button>
      </div>
      <ul role="status">
        ${item.sales
          .get()
          .slice(-3)
          .map(
            (sale) =>
              html`<li>
                ${words.saleOf(
                  say(sale.name),
                  formatMoment(sale.at),
                  formatNumber(sale.hours),
                  formatNumber(sale.uplift),
                )}
              </li>`,
          )}
      </ul>
      ${this.problem === undefined ? '' : html`<cf-notice kind="danger" .error=${this.problem}></cf-notice>`}
    `;
  }

  private readonly targetChosen = (event: Event) => {
    this.target = (event.target as HTMLSelectElement).value;
  };

  private readonly hoursTyped = (event: Event) => {
    this.hours = (event.target as HTMLInputElement).valueAsNumber;
  };

  private readonly upliftTyped = (event: Event) => {
    this.uplift = (event.target as HTMLInputElement).valueAsNumber;
  };

  private sell(): void {
    const { hours, uplift, target } = this;
    this.item?.handle
      .get()
      ?.sell({ hours, uplift, ...(target === '' ? {} : { category: target }) })
      .then(
        () => (this.problem = undefined),
        (error: unknown) => (this.problem = error),
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-replay-sales': ReplaySales;
  }
}
