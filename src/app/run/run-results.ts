import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { calibrationOption, calibrationTable, type CalibrationInput } from '../charts/calibration';
import '../charts/chart';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { formatCount, formatMetric, formatPercent } from '../i18n/format';
import type { RunRecord } from '../../lab/record';
import { metricHelp } from '../metrics/metric-help';
import { modelLabel } from '../metrics/model-label';
import { explain } from '../state/inspector';
import { controls } from '../styles';
import { lowerIsBetter } from './course';
import './interval-strip';

/** The figures on the test part, with their intervals, against the reference models on the same split. */
@customElement('cf-run-results')
export class RunResults extends CfElement {
  @property({ attribute: false }) record: RunRecord | null = null;

  static override styles = [
    controls,
    css`
      .wrap {
        overflow-x: auto;
      }
      th[scope='row'],
      td {
        vertical-align: middle;
      }
      .value {
        font-weight: 650;
      }
      .metric {
        color: var(--ink);
        text-decoration-color: var(--hairline-strong);
      }
      .mark {
        color: var(--caution);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      .facts {
        color: var(--ink-3);
        font-size: var(--text-small);
        margin-top: 5px;
      }
      td:last-child,
      th:last-child {
        padding-inline-end: 0;
      }
      h2 {
        margin-bottom: 2px;
      }
      .sentences {
        display: grid;
        gap: 4px;
        margin: 4px 0;
        max-width: 100ch;
      }
    `,
  ];

  protected override render() {
    const record = this.record;
    if (!record) return '';
    const words = t().results;
    const baselines = Object.keys(record.baselines);
    return html`
      <section aria-label=${words.title}>
        <h2>${words.title}</h2>
        <div class="wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">${words.metric}</th>
                <th scope="col" class="number">${words.value}</th>
                <th scope="col" class="number">${words.interval}</th>
                <th scope="col" aria-hidden="true"></th>
                ${baselines.map((name) => html`<th scope="col" class="number">${modelLabel(name)}</th>`)}
                ${baselines.length > 0 ? html`<th scope="col" class="number">${words.against}</th>` : ''}
              </tr>
            </thead>
            <tbody>
              ${Object.entries(record.metrics).map(([key, value]) => this.row(record, key, value, baselines))}
            </tbody>
          </table>
        </div>
        ${this.tests(record)}
        <p class="facts">
          ${words.users(formatCount(record.testUsers.all), formatCount(record.testUsers.cold))}
          ${words.parts(
            formatCount(record.data.train),
            formatCount(record.data.validation),
            formatCount(record.data.test),
          )}
        </p>
        ${this.groups(record)} ${this.folds(record)} ${this.calibration(record)}
      </section>
    `;
  }

  private row(record: RunRecord, key: string, value: number, baselines: readonly string[]): TemplateResult {
    const interval = record.intervals[key];
    const references = baselines.flatMap((name) => {
      const reference = record.baselines[name]?.[key];
      return reference === undefined ? [] : [{ name: modelLabel(name), value: reference }];
    });
    return html`
      <tr>
        <th scope="row">
          <button
            class="link metric"
            type="button"
            @click=${() => explain(`metric ${key}`, () => metricHelp(key))}
          >
            ${t().metric(key)}
          </button>
          ${this.candidatesMark(record)}
        </th>
        <td class="number value">${formatMetric(value)}</td>
        <td class="number">
          ${interval ? `${formatMetric(interval[0])} – ${formatMetric(interval[1])}` : '–'}
        </td>
        <td>
          <cf-interval-strip .value=${value} .interval=${interval} .marks=${references}></cf-interval-strip>
        </td>
        ${baselines.map((name) => {
          const reference = record.baselines[name]?.[key];
          return html`<td class="number">${reference === undefined ? '–' : formatMetric(reference)}</td>`;
        })}
        ${baselines.length > 0 ? html`<td class="number">${against(key, value, references)}</td>` : ''}
      </tr>
    `;
  }

  /** Paired tests against the reference models, in words. */
  private tests({ againstBaselines }: RunRecord): TemplateResult | '' {
    if (!againstBaselines) return '';
    const words = t().results;
    return html`
      <h3>${words.tests}</h3>
      <ul class="sentences">
        ${Object.values(againstBaselines)
          .flat()
          .map((sentence) => html`<li>${say(sentence)}</li>`)}
      </ul>
      <p class="facts">${words.testsNote}</p>
    `;
  }

  /** A sampled figure carries its mark wherever it appears. */
  private candidatesMark(record: RunRecord): TemplateResult | '' {
    const { candidates, task } = record.experiment.evaluation;
    if (task !== 'ranking' || candidates === 'all') return '';
    const words = t().results;
    const mark = 'sampled' in candidates ? words.sampled(formatCount(candidates.sampled)) : words.listed;
    return html`<span class="mark">${mark}</span>`;
  }

  private groups(record: RunRecord): TemplateResult | '' {
    const names = Object.keys(record.groups);
    if (names.length === 0) return '';
    return this.small(
      t().results.groups,
      Object.keys(record.metrics),
      names.map((name) => [t().results.group(name), record.groups[name] ?? {}]),
    );
  }

  private folds(record: RunRecord): TemplateResult | '' {
    if (record.folds.length === 0) return '';
    return this.small(
      t().results.folds,
      Object.keys(record.metrics),
      record.folds.map((fold) => [fold.name, fold.metrics]),
    );
  }

  private calibration({ calibration }: RunRecord): TemplateResult | '' {
    if (!calibration) return '';
    const words = t().results;
    const input: CalibrationInput = {
      bins: calibration,
      expected: words.expected,
      observed: words.observed,
      pairs: words.pairs,
      ideal: words.ideal,
    };
    return html`<cf-chart
      .title=${words.calibration}
      .height=${'220px'}
      .build=${(theme: ChartTheme) => calibrationOption(input, theme)}
      .table=${() => calibrationTable(input)}
      filled
    ></cf-chart>`;
  }

  private small(
    title: string,
    keys: readonly string[],
    rows: readonly (readonly [string, Readonly<Record<string, number>>])[],
  ): TemplateResult {
    return html`
      <table style="margin-top:8px">
        <thead>
          <tr>
            <th scope="col">${title}</th>
            ${keys.map((key) => html`<th scope="col" class="number">${t().metric(key)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, metrics]) => html`
              <tr>
                <td>${name}</td>
                ${keys.map((key) => {
                  const value = metrics[key];
                  return html`<td class="number">${value === undefined ? '–' : formatMetric(value)}</td>`;
                })}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

/** By how much the figure is better than the best reference: `12 % better`, `3.1 % worse`. */
function against(
  key: string,
  value: number,
  references: readonly { readonly name: string; readonly value: number }[],
): string {
  if (references.length === 0) return '–';
  const lower = lowerIsBetter(key);
  const values = references.map((reference) => reference.value);
  const best = lower ? Math.min(...values) : Math.max(...values);
  if (best === 0 || !Number.isFinite(best)) return '–';
  const gain = (lower ? best - value : value - best) / Math.abs(best);
  const words = t().results;
  const share = formatPercent(Math.abs(gain), 2);
  return Math.abs(gain) < 5e-4 ? words.equal : gain > 0 ? words.better(share) : words.worse(share);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-run-results': RunResults;
  }
}
