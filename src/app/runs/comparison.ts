import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../charts/chart';
import { curvesOption, curvesTable, type Curve, type CurvesInput } from '../charts/curves';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { curveOf, foldsOf, measuredKeys, type XAxis } from '../run/course';
import '../run/curve-tools';
import { clip, logY, smoothing, xAxis } from '../state/chart-settings';
import type { RunItem } from '../state/run-item';
import { controls } from '../styles';
import './comparison-results';
import './paired-tests';
import { differences } from './differences';

/** Several runs against each other: courses overlaid, results, and only the parameters that differ. */
@customElement('cf-comparison')
export class Comparison extends CfElement {
  @property({ attribute: false }) items: readonly RunItem[] = [];
  @state() private metric: string | null = null;

  static override styles = [
    controls,
    css`
      .panel {
        height: 100%;
        padding: 12px 18px 32px;
      }
      .panel > * + * {
        margin-top: 14px;
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px 24px;
      }
      .wrap {
        overflow-x: auto;
      }
      .swatch {
        display: inline-block;
        width: 12px;
        height: 3px;
        vertical-align: middle;
        margin-inline-end: 5px;
      }
      select {
        --control: 24px;
        font-size: var(--text-small);
      }
      td.value {
        max-width: 220px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const words = t().runs;
    for (const run of this.items) run.courseLength.get();
    const keys = [...new Set(this.items.flatMap((run) => measuredKeys(run.course)))];
    const metrics = keys.filter((key) => key.startsWith('validation:') && key !== 'validation:loss');
    const shown = this.metric !== null && metrics.includes(this.metric) ? this.metric : (metrics[0] ?? null);
    return html`
      <div class="panel scroll">
        <div class="spread"><h1>${words.comparing(this.items.length)}</h1></div>
        ${keys.length === 0 ? '' : this.charts(keys, metrics, shown)}
        <cf-comparison-results .items=${this.items}></cf-comparison-results>
        <cf-paired-tests .items=${this.items}></cf-paired-tests>
        ${this.parameters()}
      </div>
    `;
  }

  private charts(keys: readonly string[], metrics: readonly string[], shown: string | null): TemplateResult {
    const name = shown ? t().metric(shown.replace('validation:', '')) : t().run.metric;
    return html`
      <div>
        <cf-curve-tools comparing></cf-curve-tools>
        <div class="charts">
          ${this.chart(t().run.lossTitle, keys.includes('loss') ? 'loss' : null, t().run.loss)}
          ${this.chart(
            t().run.metricTitle(name),
            shown,
            name,
            metrics.length > 1
              ? html`<select slot="title" aria-label=${t().run.metric} @change=${this.metricChosen}>
                  ${metrics.map(
                    (key) =>
                      html`<option value=${key} ?selected=${key === shown}>
                        ${t().run.metricTitle(t().metric(key.replace('validation:', '')))}
                      </option>`,
                  )}
                </select>`
              : '',
          )}
        </div>
      </div>
    `;
  }

  private readonly metricChosen = (event: Event) => {
    this.metric = (event.target as HTMLSelectElement).value;
  };

  private chart(title: string, key: string | null, yName: string, tools: TemplateResult | '' = '') {
    // The signals are read here, so that a change draws again; the curves are made only when they are drawn.
    const look = { along: xAxis.get(), smoothing: smoothing.get(), logY: logY.get(), clip: clip.get() };
    const input = (): CurvesInput => ({
      curves: key === null ? [] : this.curves(key, look.along),
      xName: look.along === 'epoch' ? t().chart.epochAxis : t().chart.timeAxis,
      yName,
      smoothing: look.smoothing,
      logY: look.logY,
      clip: look.clip,
      format: (value) => formatNumber(value),
    });
    return html`<cf-chart
      .title=${title}
      .empty=${t().run.noValidation}
      height="clamp(220px, 36vh, 420px)"
      ?filled=${key !== null}
      .build=${(theme: ChartTheme) => curvesOption(input(), theme)}
      .table=${() => curvesTable(input())}
      >${tools}</cf-chart
    >`;
  }

  /** One curve a run: its last fold. */
  private curves(key: string, along: XAxis): Curve[] {
    return this.items
      .flatMap((run) =>
        foldsOf(run.course)
          .slice(-1)
          .map((fold) =>
            curveOf(run.course, key, along, fold, { name: run.experiment.name ?? '', colour: run.number }),
          ),
      )
      .filter((curve) => curve.y.length > 0);
  }

  private parameters(): TemplateResult {
    const words = t().runs;
    const found = differences(this.items.map((run) => run.experiment));
    if (found.length === 0) return html`<p class="quiet-text">${words.noDifference}</p>`;
    return html`
      <section aria-label=${words.differences}>
        <h2>${words.differences}</h2>
        <div class="wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">${words.parameter}</th>
                ${this.items.map(
                  (run) =>
                    html`<th scope="col">
                      <span class="swatch" style="background:var(--series-${(run.number % 10) + 1})"></span>${
                        run.experiment.name
                      }
                    </th>`,
                )}
              </tr>
            </thead>
            <tbody>
              ${found.map(
                ({ path, values }) => html`
                  <tr>
                    <th scope="row" class="mono">${path}</th>
                    ${values.map((value) => html`<td class="value">${shown(value)}</td>`)}
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </section>
    `;
  }
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-comparison': Comparison;
  }
}
