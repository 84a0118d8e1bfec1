import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Trial } from '../../lab/sweep/record';
import type { SweepInput } from '../../lab/sweep/schema';
import '../charts/chart';
import type { ChartPoint } from '../charts/chart';
import type { ChartTheme } from '../charts/theme';
import {
  historyOption,
  historyTable,
  parallelOption,
  parallelTable,
  shareBarsOption,
  shareBarsTable,
  type HistoryInput,
  type ParallelInput,
  type ShareBarsInput,
} from '../charts/trials';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount, formatNumber, formatPercent } from '../i18n/format';
import { experimentOf, type SweepItem } from '../state/sweeps';
import { controls } from '../styles';
import { parameterName, parameterValue } from './parameter-words';
import { bestCourse, dimensionsOf, importanceSoFar, standings } from './standing';

/** Lines that the parallel coordinates show: the best ones and the latest. */
const MOST_LINES = 500;

/**
 * The course of a search, its trials as parallel coordinates, and what each parameter explains. Fires `trial-chosen`
 * (detail: its number).
 */
@customElement('cf-sweep-charts')
export class SweepCharts extends CfElement {
  @property({ attribute: false }) item: SweepItem | null = null;
  /** Number of the trial to mark. */
  @property({ attribute: false }) marked: number | null = null;

  static override styles = [
    controls,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 250px), 1fr));
        gap: 8px 24px;
      }
      cf-chart.wide {
        grid-column: 1 / -1;
      }
    `,
  ];

  protected override render() {
    const item = this.item;
    const words = t().tune;
    const trials = item?.trials.get() ?? [];
    const measured = trials.filter(({ score }) => score !== null);
    const importance = item ? importanceSoFar(item.sweep, trials) : {};
    return html`
      <div class="charts">
        <cf-chart
          .title=${words.historyTitle}
          .empty=${words.historyEmpty}
          height="clamp(180px, 27vh, 300px)"
          ?filled=${trials.length > 0}
          .build=${(theme: ChartTheme) => historyOption(historyInput(item?.sweep, trials), theme)}
          .table=${() => historyTable(historyInput(item?.sweep, trials))}
          @chart-point=${(event: CustomEvent<ChartPoint>) => this.choose(trials[event.detail.index])}
        ></cf-chart>
        <cf-chart
          .title=${words.importanceTitle}
          .empty=${words.importanceEmpty}
          height="clamp(180px, 27vh, 300px)"
          ?filled=${Object.keys(importance).length > 0}
          .build=${(theme: ChartTheme) => shareBarsOption(importanceInput(item, importance), theme)}
          .table=${() => shareBarsTable(importanceInput(item, importance))}
        ></cf-chart>
        <cf-chart
          class="wide"
          .title=${words.parallelTitle}
          .empty=${words.parallelEmpty}
          height="clamp(210px, 34vh, 380px)"
          ?filled=${measured.length > 0}
          .build=${(theme: ChartTheme) => parallelOption(this.lines(item, trials), theme)}
          .table=${() => parallelTable(this.lines(item, trials))}
          @chart-point=${(event: CustomEvent<ChartPoint>) => {
            const line = this.lines(item, trials).lines[event.detail.index];
            this.choose(trials.find(({ number }) => number === line?.number));
          }}
        ></cf-chart>
      </div>
    `;
  }

  private choose(trial: Trial | undefined): void {
    if (trial) this.dispatchEvent(new CustomEvent('trial-chosen', { detail: trial.number }));
  }

  private lines(item: SweepItem | null, trials: readonly Trial[]): ParallelInput {
    const look = {
      format: (value: number) => formatNumber(value, 3),
      trialName: (number: number) => t().tune.trialNumber(formatCount(number + 1)),
    };
    if (!item) return { axes: [], lines: [], ...look };
    const model = experimentOf(item).model.name;
    const dimensions = dimensionsOf(item.sweep, trials);
    const ranked = standings(item.sweep, trials)
      .filter(({ score }) => score !== null)
      .slice(0, MOST_LINES);
    const scores = ranked.map(({ score }) => score ?? 0);
    const [low, high] = [Math.min(...scores), Math.max(...scores)];
    const room = (high - low || Math.abs(high) || 1) * 0.03;
    return {
      ...look,
      axes: [
        ...dimensions.map((dimension) => ({
          name: parameterName(model, dimension.path),
          names:
            dimension.values?.map((value) => parameterValue(model, dimension.path, value)) ??
            (dimension.low < dimension.high ? null : [formatNumber(dimension.low)]),
          low: dimension.low,
          high: dimension.high,
          log: dimension.log,
        })),
        {
          name: t().metric(item.sweep.metric ?? ''),
          names: null,
          low: Number((low - room).toPrecision(4)),
          high: Number((high + room).toPrecision(4)),
          log: false,
        },
      ],
      lines: ranked
        .map((trial, place) => ({
          number: trial.number,
          standing: ranked.length > 1 ? 1 - place / (ranked.length - 1) : 1,
          marked: trial.number === this.marked,
          values: [
            ...dimensions.map(({ path, values, low: least, high: most }) => {
              const value = trial.parameters[path];
              return typeof value === 'number' && !values && least < most
                ? value
                : parameterValue(model, path, value);
            }),
            trial.score ?? 0,
          ],
        }))
        .reverse(),
    };
  }
}

function historyInput(sweep: SweepInput | undefined, trials: readonly Trial[]): HistoryInput {
  const words = t().tune;
  const metric = t().metric(sweep?.metric ?? '');
  return {
    numbers: trials.map(({ number }) => number),
    scores: trials.map(({ score }) => score),
    efforts: trials.map(({ effort }) => effort),
    best: sweep ? bestCourse(sweep, trials) : [],
    xName: words.trial,
    yName: sweep ? words.score(metric) : '',
    scoreName: metric,
    bestName: words.best,
    format: (value) => formatNumber(value),
  };
}

function importanceInput(
  item: SweepItem | null,
  importance: Readonly<Record<string, number>>,
): ShareBarsInput {
  const model = item ? experimentOf(item).model.name : '';
  const sorted = Object.entries(importance).sort(([, a], [, b]) => b - a);
  return {
    names: sorted.map(([path]) => parameterName(model, path)),
    shares: sorted.map(([, share]) => share),
    xName: t().tune.importanceAxis,
    format: (share) => formatPercent(share, 2),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-sweep-charts': SweepCharts;
  }
}
