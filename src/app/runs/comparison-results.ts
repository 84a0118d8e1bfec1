import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatDuration, formatMetric, formatNumber, formatPercent } from '../i18n/format';
import { metricHelp } from '../metrics/metric-help';
import { bestOf, lowerIsBetter, measuredKeys } from '../run/course';
import { explain } from '../state/inspector';
import type { RunItem } from '../state/run-item';
import { baselineRun } from '../state/runs';
import { controls } from '../styles';

/** The figures of several runs, a row each; the best of a column is bold, a pinned run is what others are measured against. */
@customElement('cf-comparison-results')
export class ComparisonResults extends CfElement {
  @property({ attribute: false }) items: readonly RunItem[] = [];

  static override styles = [
    controls,
    css`
      .wrap {
        overflow-x: auto;
      }
      .swatch {
        display: inline-block;
        width: 12px;
        height: 3px;
        vertical-align: middle;
        margin-inline-end: 6px;
      }
      .best {
        font-weight: 700;
      }
      .against {
        display: block;
        color: var(--ink-3);
        font-size: 11px;
        font-weight: 400;
      }
      .mark {
        color: var(--caution);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      tr.pinned {
        background: var(--ground);
      }
      th[scope='row'] {
        white-space: normal;
        overflow-wrap: anywhere;
        min-width: 130px;
        color: var(--ink);
      }
    `,
  ];

  protected override render() {
    const words = t().runs;
    const finals = [...new Set(this.items.flatMap((run) => Object.keys(run.record.get()?.metrics ?? {})))];
    const courses = [
      ...new Set(this.items.flatMap((run) => measuredKeys(run.course).filter((key) => key !== 'loss'))),
    ];
    const pinned = this.items.find((run) => run.number === baselineRun.get()) ?? null;
    return html`
      <section aria-label=${words.results}>
        <h2>${words.results}</h2>
        <div class="wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">${words.run}</th>
                ${finals.map(
                  (key) =>
                    html`<th scope="col" class="number">
                      <button
                        class="link"
                        type="button"
                        @click=${() => explain(`metric ${key}`, () => metricHelp(key))}
                      >
                        ${t().metric(key)}
                      </button>
                    </th>`,
                )}
                ${courses.map(
                  (key) =>
                    html`<th scope="col" class="number">
                      ${words.bestOf(t().metric(key.replace('validation:', '')))}
                    </th>`,
                )}
                <th scope="col" class="number">${words.fitTime}</th>
              </tr>
            </thead>
            <tbody>
              ${this.items.map((run) => this.row(run, finals, courses, pinned))}
            </tbody>
          </table>
        </div>
        <p class="small quiet-text">${pinned ? words.pinned(pinned.experiment.name ?? '') : words.pinHint}</p>
      </section>
    `;
  }

  private row(
    run: RunItem,
    finals: readonly string[],
    courses: readonly string[],
    pinned: RunItem | null,
  ): TemplateResult {
    const record = run.record.get();
    const candidates = record?.experiment.evaluation.candidates ?? 'all';
    const fit = record?.timings['fit'];
    return html`
      <tr class=${run === pinned ? 'pinned' : ''}>
        <th scope="row">
          <span class="swatch" style="background:var(--series-${(run.number % 10) + 1})"></span>${
            run.experiment.name
          }
          ${
            candidates === 'all' || record?.experiment.evaluation.task === 'rating'
              ? ''
              : html`<span class="mark"
                  >${
                    'sampled' in candidates
                      ? t().results.sampled(formatNumber(candidates.sampled))
                      : t().results.listed
                  }</span
                >`
          }
        </th>
        ${finals.map((key) => {
          const value = record?.metrics[key];
          if (value === undefined) return html`<td class="number">–</td>`;
          const reference = pinned === run ? undefined : pinned?.record.get()?.metrics[key];
          return html`<td class="number ${value === this.best(key) ? 'best' : ''}">
            ${formatMetric(value)}
            ${reference === undefined ? '' : html`<span class="against">${change(key, value, reference)}</span>`}
          </td>`;
        })}
        ${courses.map((key) => {
          const best = bestOf(run.course, key);
          return html`<td class="number">
            ${
              best
                ? html`${formatMetric(best.value)}
                    <span class="against">${t().runs.atEpoch(formatNumber(best.epoch))}</span>`
                : '–'
            }
          </td>`;
        })}
        <td class="number">${fit === undefined ? '–' : formatDuration(fit)}</td>
      </tr>
    `;
  }

  private best(key: string): number {
    const values = this.items
      .map((run) => run.record.get()?.metrics[key])
      .filter((value): value is number => value !== undefined);
    return lowerIsBetter(key) ? Math.min(...values) : Math.max(...values);
  }
}

/** The change against the pinned run, with its sign and whether that is better. */
function change(key: string, value: number, reference: number): string {
  if (reference === 0) return '';
  const relative = (value - reference) / Math.abs(reference);
  const share = formatPercent(Math.abs(relative), 2);
  if (Math.abs(relative) < 5e-5) return t().results.equal;
  const improved = lowerIsBetter(key) ? relative < 0 : relative > 0;
  return improved ? t().results.better(share) : t().results.worse(share);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-comparison-results': ComparisonResults;
  }
}
