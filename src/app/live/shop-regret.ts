import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RegretStudy } from '../../lab/live/api';
import '../charts/chart';
import { curvesOption, curvesTable, type CurvesInput } from '../charts/curves';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import { sideStyles } from './shop-side-styles';
import { openedShop, shopFailure } from './shop-state';

/** What each way to explore loses against the true preferences of the store, as curves. */
@customElement('cf-shop-regret')
export class ShopRegret extends CfElement {
  @state() private study: RegretStudy | null = null;
  @state() private busy = false;

  static override styles = [
    controls,
    sideStyles,
    css`
      button {
        margin: 6px 0;
      }
    `,
  ];

  protected override render() {
    const words = t().shop;
    const { study } = this;
    return html`
      <button type="button" ?disabled=${this.busy} @click=${() => void this.measure()}>
        ${words.measureRegret}
      </button>
      ${this.busy ? html`<p class="help" role="status">${words.measuringRegret}</p>` : ''}
      ${
        study
          ? html`
              <cf-chart
                .title=${words.regretTitle}
                height="220px"
                filled
                .build=${(theme: ChartTheme) => curvesOption(input(study), theme)}
                .table=${() => curvesTable(input(study))}
              ></cf-chart>
              <p class="help">
                ${words.regretHelp(formatCount(study.shoppers), formatCount(study.rounds), formatCount(study.candidates))}
              </p>
            `
          : ''
      }
    `;
  }

  private async measure(): Promise<void> {
    const opened = openedShop.get();
    if (!opened) return;
    this.busy = true;
    try {
      this.study = await opened.shop.regret();
    } catch (error) {
      shopFailure.set(error);
    } finally {
      this.busy = false;
    }
  }
}

function input({ at, curves }: RegretStudy): CurvesInput {
  const words = t().shop;
  return {
    curves: curves.map(({ name, regret }, colour) => ({
      name: name === 'none' ? words.byScore : words.explorers[name],
      colour,
      x: Float64Array.from(at),
      y: Float64Array.from(regret),
    })),
    xName: words.regretRounds,
    yName: words.regretClicks,
    smoothing: 0,
    logY: false,
    clip: false,
    format: (value) => formatNumber(value),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-regret': ShopRegret;
  }
}
