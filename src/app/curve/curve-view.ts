import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../charts/chart';
import { bandOption, bandTable, type BandInput } from '../charts/band';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/notice';
import { t } from '../i18n';
import { formatCount, formatMetric, formatNumber, formatPercent } from '../i18n/format';
import { modelLabel } from '../metrics/model-label';
import '../run/run-controls';
import '../run/run-progress';
import { dataInUse } from '../state/data';
import { experiment } from '../state/experiment';
import { labState } from '../state/lab';
import { currentCurve, curveShares, sharesOf, startCurve, type CurveItem } from '../state/learning-curve';
import { controls } from '../styles';

/** Accuracy against the share of the training part: would more data help? */
@customElement('cf-curve-view')
export class CurveView extends CfElement {
  @state() private metric: string | null = null;
  /** What was typed and is no list of shares. */
  @state() private wrong: string | null = null;

  static override styles = [
    controls,
    css`
      :host {
        min-height: 0;
        min-width: 0;
      }
      .panel {
        height: 100%;
        padding: 10px 18px 32px;
      }
      .panel > * + * {
        margin-top: 12px;
      }
      h1 {
        font-size: 14.5px;
      }
      .empty {
        color: var(--ink-3);
        font-weight: 400;
      }
      .setup {
        align-items: center;
        gap: 8px 14px;
      }
      .setup input {
        width: 220px;
      }
      .note {
        color: var(--ink-2);
        font-size: var(--text-small);
        max-width: 84ch;
      }
      .wrong {
        color: var(--danger);
      }
      .wrap {
        overflow-x: auto;
      }
      select {
        --control: 24px;
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const words = t().curve;
    const item = currentCurve.get();
    const failure = item?.failure.get() ?? null;
    const points = item?.points.get() ?? [];
    return html`
      <div class="panel scroll" tabindex="0" role="region" aria-label=${t().views.curve}>
        <div class="spread">
          <h1 class=${item ? '' : 'empty'}>
            ${item ? words.of(modelLabel(item.experiment.model.name)) : words.none}
          </h1>
          <cf-run-controls .run=${item}></cf-run-controls>
        </div>
        ${item ? html`<cf-run-progress .run=${progressing(item)}></cf-run-progress>` : ''} ${this.setup()}
        ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
        ${this.chart(item)} ${points.length > 0 ? table(item) : ''}
      </div>
    `;
  }

  private setup(): TemplateResult {
    const words = t().curve;
    const base = experiment.get();
    const ready =
      base !== null && this.wrong === null && labState.get().status === 'ready' && dataInUse.get() !== null;
    const shown =
      this.wrong ??
      curveShares
        .get()
        .map((share) => formatNumber(share * 100))
        .join(', ');
    return html`
      <div class="row setup">
        <label for="shares">${words.shares}</label>
        <input
          id="shares"
          type="text"
          inputmode="numeric"
          spellcheck="false"
          aria-invalid=${this.wrong === null ? 'false' : 'true'}
          .value=${live(shown)}
          @change=${this.typed}
        />
        <button class="primary" type="button" ?disabled=${!ready} @click=${() => base && startCurve(base)}>
          <cf-icon name="run"></cf-icon>${words.start}
        </button>
      </div>
      ${
        this.wrong === null
          ? html`<p class="note">${words.note}</p>`
          : html`<p class="note wrong" role="alert">${words.wrong}</p>`
      }
    `;
  }

  private readonly typed = (event: Event) => {
    const text = (event.target as HTMLInputElement).value;
    const shares = sharesOf(text);
    this.wrong = shares ? null : text;
    if (shares) curveShares.set(shares);
  };

  private chart(item: CurveItem | null): TemplateResult {
    const words = t().curve;
    const points = item?.points.get() ?? [];
    const keys = Object.keys(points[0]?.metrics ?? {});
    const key = this.metric !== null && keys.includes(this.metric) ? this.metric : (keys[0] ?? '');
    const name = key === '' ? '' : t().metric(key);
    const input = (): BandInput => ({
      x: points.map(({ share }) => share),
      y: points.map(({ metrics }) => metrics[key] ?? Number.NaN),
      low: points.map(({ intervals }) => intervals[key]?.[0] ?? null),
      high: points.map(({ intervals }) => intervals[key]?.[1] ?? null),
      xName: words.share,
      yName: name,
      bandName: t().results.interval,
      formatX: (share) => formatPercent(share),
      format: (value) => formatNumber(value),
    });
    return html`<cf-chart
      .title=${words.title(name)}
      .empty=${words.empty}
      height="clamp(220px, 42vh, 460px)"
      ?filled=${points.length > 0}
      .build=${(theme: ChartTheme) => bandOption(input(), theme)}
      .table=${() => bandTable(input())}
      >${
        keys.length > 1
          ? html`<select slot="tools" aria-label=${t().run.metric} @change=${this.metricChosen}>
              ${keys.map(
                (each) => html`<option value=${each} ?selected=${each === key}>${t().metric(each)}</option>`,
              )}
            </select>`
          : ''
      }</cf-chart
    >`;
  }

  private readonly metricChosen = (event: Event) => {
    this.metric = (event.target as HTMLSelectElement).value;
  };
}

function table(item: CurveItem | null): TemplateResult {
  const points = item?.points.get() ?? [];
  const keys = Object.keys(points[0]?.metrics ?? {});
  return html`
    <div class="wrap">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">${t().curve.share}</th>
            <th scope="col" class="number">${t().curve.interactions}</th>
            ${keys.map((key) => html`<th scope="col" class="number">${t().metric(key)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${points.map(
            ({ share, interactions, metrics }) => html`
              <tr>
                <td class="number">${formatPercent(share)}</td>
                <td class="number">${formatCount(interactions)}</td>
                ${keys.map((key) => html`<td class="number">${formatMetric(metrics[key] ?? Number.NaN)}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** The line of progress: what the run of the share in work tells. */
function progressing(item: CurveItem) {
  return { state: item.state, progress: item.progress, record: { get: () => null } };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-curve-view': CurveView;
  }
}
