import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../charts/chart';
import { bandOption, bandTable, type BandInput } from '../charts/band';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/notice';
import { studyHead } from '../experiment/study-head';
import { studyStyles } from '../experiment/study-styles';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { modelLabel } from '../metrics/model-label';
import { canRun } from '../state/data';
import { experiment, setValue, valueAt } from '../state/experiment';
import { currentRateTest, startRateTest, type RateTestItem } from '../state/range-test';
import { controls } from '../styles';

const RATE = 'training.optimizer.learningRate';

/** The learning-rate range test: the loss while the rate grows, and the rate that it suggests. */
@customElement('cf-rates-view')
export class RatesView extends CfElement {
  static override styles = [
    controls,
    studyStyles,
    css`
      .suggestion {
        align-items: center;
        gap: 8px 14px;
      }
      .suggestion b {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  protected override render() {
    const words = t().rates;
    const item = currentRateTest.get();
    const failure = item?.failure.get() ?? null;
    const base = experiment.get();
    const ready = base !== null && canRun();
    return html`
      <div class="panel scroll" tabindex="0" role="region" aria-label=${t().views.rates}>
        ${studyHead(item, item ? words.of(modelLabel(item.experiment.model.name)) : words.none)}
        <div class="row setup">
          <button
            class="primary"
            type="button"
            ?disabled=${!ready}
            @click=${() => base && startRateTest(base)}
          >
            <cf-icon name="run"></cf-icon>${words.start}
          </button>
        </div>
        <p class="note">${words.note}</p>
        ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
        ${this.chart(item)} ${this.suggestion(item)}
      </div>
    `;
  }

  private chart(item: RateTestItem | null): TemplateResult {
    const words = t().rates;
    const points = item?.result.get()?.points ?? [];
    const input = (): BandInput => ({
      x: points.map(({ rate }) => rate),
      y: points.map(({ loss }) => loss),
      low: points.map(() => null),
      high: points.map(() => null),
      xName: words.rate,
      xLog: true,
      yName: words.loss,
      bandName: '',
      formatX: (rate) => formatNumber(rate, 2),
      format: (value) => formatNumber(value),
    });
    return html`<cf-chart
      .title=${words.title}
      .empty=${words.empty}
      height="clamp(220px, 42vh, 460px)"
      ?filled=${points.length > 0}
      .build=${(theme: ChartTheme) => bandOption(input(), theme)}
      .table=${() => bandTable(input())}
    ></cf-chart>`;
  }

  private suggestion(item: RateTestItem | null): TemplateResult | '' {
    const words = t().rates;
    const result = item?.result.get();
    if (!result) return '';
    const { suggestion } = result;
    if (suggestion === null) return html`<p class="note" role="status">${words.noSuggestion}</p>`;
    const used = valueAt(RATE) === suggestion;
    return html`<div class="row suggestion" role="status">
      <span>${words.suggestion} <b>${formatNumber(suggestion, 3)}</b></span>
      <button type="button" ?disabled=${used} @click=${() => setValue(RATE, suggestion)}>${words.use}</button>
      ${used ? html`<span class="note">${words.used}</span>` : ''}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-rates-view': RatesView;
  }
}
