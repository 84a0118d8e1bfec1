import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../charts/chart';
import type { ChartPoint } from '../charts/chart';
import { curvesOption, curvesTable, type Curve, type CurvesInput } from '../charts/curves';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { logY, smoothing, xAxis } from '../state/chart-settings';
import { inspect } from '../state/inspector';
import type { RunItem } from '../state/run-item';
import { controls } from '../styles';
import { bestOf, curveOf, foldsOf, measuredKeys, type XAxis } from './course';
import './curve-tools';
import { pointHelp } from './point-help';

/** Measured where the experiment asks for it. */
const NORMS = ['gradientNorm', 'weightNorm'] as const;

/** The courses of one run: loss on the training part, a metric on the validation part. */
@customElement('cf-run-charts')
export class RunCharts extends CfElement {
  @property({ attribute: false }) run: RunItem | null = null;
  /** The validation metric shown; null: the first one measured. */
  @state() private metric: string | null = null;

  static override styles = [
    controls,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px 24px;
      }
      cf-curve-tools {
        margin-bottom: 4px;
      }
      .best {
        color: var(--ink-3);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      select {
        --control: 24px;
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const run = this.run;
    run?.courseLength.get();
    const course = run?.course ?? [];
    const keys = measuredKeys(course);
    const metrics = keys.filter((key) => key.startsWith('validation:') && key !== 'validation:loss');
    const shown = this.metric !== null && metrics.includes(this.metric) ? this.metric : (metrics[0] ?? null);
    const words = t().run;
    const best = shown ? bestOf(course, shown) : null;
    const metricName = shown ? t().metric(shown.replace('validation:', '')) : words.metrics;
    return html`
      <cf-curve-tools></cf-curve-tools>
      <div class="charts">
        ${this.chart(
          words.lossTitle,
          this.run ? words.lossWaiting : words.lossEmpty,
          ['loss', 'validation:loss'].filter((key) => keys.includes(key)),
          words.loss,
          html``,
        )}
        ${this.chart(
          shown ? words.metricTitle(metricName) : words.metricsTitle,
          course.length > 0 ? words.noValidation : words.metricEmpty,
          shown ? [shown] : [],
          metricName,
          html`
            ${
              best
                ? html`<span slot="tools" class="best"
                    >${words.best(formatNumber(best.value), formatNumber(best.epoch))}</span
                  >`
                : ''
            }
            ${
              metrics.length > 1
                ? html`<select slot="title" aria-label=${words.metric} @change=${this.metricChosen}>
                    ${metrics.map(
                      (key) =>
                        html`<option value=${key} ?selected=${key === shown}>
                          ${t().run.metricTitle(t().metric(key.replace('validation:', '')))}
                        </option>`,
                    )}
                  </select>`
                : ''
            }
          `,
        )}
        ${NORMS.filter((key) => keys.includes(key)).map((key) =>
          this.chart(words.normTitle(key), '', [key], t().metric(key), html``),
        )}
      </div>
    `;
  }

  private readonly metricChosen = (event: Event) => {
    this.metric = (event.target as HTMLSelectElement).value;
  };

  private chart(
    title: string,
    empty: string,
    keys: readonly string[],
    yName: string,
    tools: TemplateResult,
  ): TemplateResult {
    // The signals are read here, so that a change draws again; the curves are made only when they are drawn.
    const look = {
      along: xAxis.get(),
      smoothing: smoothing.get(),
      logY: logY.get(),
    };
    const input = () => this.input(keys, yName, look);
    return html`
      <cf-chart
        .title=${title}
        .empty=${empty}
        height="clamp(200px, 33vh, 380px)"
        ?filled=${keys.length > 0}
        .build=${(theme: ChartTheme) => curvesOption(input(), theme)}
        .table=${() => curvesTable(input())}
        @chart-point=${(event: CustomEvent<ChartPoint>) => this.inspectPoint(input(), event.detail)}
        >${tools}</cf-chart
      >
    `;
  }

  private input(
    keys: readonly string[],
    yName: string,
    look: { readonly along: XAxis; readonly smoothing: number; readonly logY: boolean },
  ): CurvesInput {
    const course = this.run?.course ?? [];
    const folds = foldsOf(course);
    const several = folds.length > 1;
    const words = t().run;
    const curves: Curve[] = keys.flatMap((key) =>
      folds.map((fold) => {
        const part = key.startsWith('validation:') ? words.validation : words.train;
        return curveOf(course, key, look.along, fold, {
          name: several ? words.fold(fold + 1) : part,
          colour: several ? fold : (this.run?.number ?? 0),
          dashed: key === 'validation:loss',
        });
      }),
    );
    const longest = Math.max(0, ...curves.map((curve) => curve.y.length));
    return {
      curves: curves.filter((curve) => curve.y.length > 0),
      xName: look.along === 'epoch' ? t().chart.epochAxis : t().chart.timeAxis,
      yName,
      // A handful of points is a shape already; smoothing would only delay it.
      smoothing: longest < 12 ? 0 : look.smoothing,
      logY: look.logY,
      clip: true,
      format: (value) => formatNumber(value),
    };
  }

  private inspectPoint(input: CurvesInput, point: ChartPoint): void {
    const run = this.run;
    const curve = input.curves[Number(point.series.replace(/\D+/g, ''))];
    const x = curve?.x[point.index];
    const found = run?.course.find((each) => each[xAxis.get()] === x);
    if (run && found)
      inspect(`point ${run.number} ${found.fold} ${found.epoch}`, () => pointHelp(run, found));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-run-charts': RunCharts;
  }
}
