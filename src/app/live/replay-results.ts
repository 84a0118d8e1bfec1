import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReplayRecord } from '../../lab/replay/record';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount, formatMetric, formatNumber } from '../i18n/format';
import { explain } from '../state/inspector';
import { controls } from '../styles';

const PERCENTILES = ['p50', 'p95', 'p99'] as const;

/** Refits of a model that are told one by one. */
const TOLD = 10;

/** Below this a difference is called one. */
const LEVEL = 0.05;

/** The figures over the whole stream, latencies, drift, and in words which models differ. */
@customElement('cf-replay-results')
export class ReplayResults extends CfElement {
  @property({ attribute: false }) record: ReplayRecord | null = null;

  static override styles = [
    controls,
    css`
      section + section {
        margin-top: 16px;
      }
      h2 {
        margin-bottom: 4px;
      }
      .wrap {
        overflow-x: auto;
      }
      .wrap + .wrap {
        margin-top: 10px;
      }
      .note {
        color: var(--ink-3);
        font-size: var(--text-small);
        margin-top: 5px;
      }
      th.number {
        white-space: normal;
        vertical-align: bottom;
        min-width: 4.2em;
      }
      th.group {
        text-align: center;
      }
      li {
        padding: 3px 0;
      }
      li b {
        font-weight: 600;
      }
      li span {
        color: var(--ink-2);
        font-size: var(--text-small);
      }
      .refits span {
        display: block;
      }
    `,
  ];

  protected override render() {
    const record = this.record;
    if (!record) return '';
    const words = t().live;
    const { events, users, items } = record.data;
    const cold = Math.max(...record.models.map(({ judgedCold }) => judgedCold));
    return html`
      <section aria-label=${words.figures}>
        <h2>${words.figures}</h2>
        <div class="wrap">${this.table(record)}</div>
        <div class="wrap">${this.latencies(record)}</div>
        <p class="note">
          ${words.ofUsers(formatCount(events), formatCount(users), formatCount(items))}
          ${cold > 0 ? words.coldNote(formatCount(cold)) : ''}
        </p>
      </section>
      ${record.replay.models.some(({ refit }) => refit !== 'never') ? this.refits(record) : ''}
      ${record.comparisons.length > 0 ? this.comparisons(record) : ''}
    `;
  }

  private table(record: ReplayRecord): TemplateResult {
    const words = t().live;
    const { drift } = record.replay.stream;
    const metrics = [...new Set(record.models.flatMap((model) => Object.keys(model.metrics)))];
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col">${words.model}</th>
            ${metrics.map((key) => html`<th scope="col" class="number">${metricWord(key)}</th>`)}
            <th scope="col" class="number">${words.judged}</th>
            <th scope="col">
              <button
                class="link"
                type="button"
                @click=${() =>
                  explain(
                    'drift',
                    () =>
                      html`<h2>${t().live.drift}</h2>
                        <p>${t().live.driftHelp}</p>
                        <p>
                          ${t().live.driftSet(formatNumber(drift.delta, 3), formatNumber(drift.lambda, 3))}
                        </p>`,
                  )}
              >
                ${words.drift}
              </button>
            </th>
          </tr>
        </thead>
        <tbody>
          ${record.models.map(
            (model) => html`
              <tr>
                <th scope="row">${model.key}</th>
                ${metrics.map((key) => figure(model.metrics[key], formatMetric))}
                ${figure(model.judged, formatCount)}
                <td>
                  ${
                    model.drifts.length === 0
                      ? words.noDrift
                      : words.driftAt(model.drifts.map(({ event }) => formatCount(event)).join(t().comma))
                  }
                </td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }

  /** A table of its own: beside the figures it would not fit into a narrow window. */
  private latencies({ models }: ReplayRecord): TemplateResult {
    const words = t().live;
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col" rowspan="2">${words.model}</th>
            ${[words.recommending, words.learning].map(
              (word) => html`<th scope="colgroup" colspan="3" class="group">${words.latency} · ${word}</th>`,
            )}
          </tr>
          <tr>
            ${[0, 1].flatMap(() =>
              PERCENTILES.map((name) => html`<th scope="col" class="number">${name}</th>`),
            )}
          </tr>
        </thead>
        <tbody>
          ${models.map(
            ({ key, latencies: { recommend, update } }) => html`
              <tr>
                <th scope="row">${key}</th>
                ${[recommend, update].flatMap((latency) =>
                  PERCENTILES.map((name) => figure(latency[name], (value) => formatNumber(value, 3))),
                )}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }

  /** How often, when and why each model was fitted anew. */
  private refits(record: ReplayRecord): TemplateResult {
    const words = t().live;
    const asked = record.models.filter((_, i) => record.replay.models[i]!.refit !== 'never');
    return html`
      <section class="refits" aria-label=${words.refits}>
        <h2>${words.refits}</h2>
        <ul>
          ${asked.map(
            ({ key, refits }) =>
              html`<li>
                <b>${words.refitTimes(key, formatCount(refits.length))}</b>
                ${refits.length > TOLD ? html`<span>${words.refitEarlier(formatCount(refits.length - TOLD))}</span>` : ''}
                ${refits
                  .slice(-TOLD)
                  .map(
                    ({ began, why, learned, swapped }) => html`
                      <span
                        >${words.refitBegan(formatCount(began), words.refitWhy[why], formatCount(learned))}
                        ${swapped === null ? words.refitOpen : words.refitDone(formatCount(swapped))}</span
                      >
                    `,
                  )}
              </li>`,
          )}
        </ul>
      </section>
    `;
  }

  private comparisons(record: ReplayRecord): TemplateResult {
    const words = t().live;
    const title = words.compared(formatCount(record.replay.stream.window));
    return html`
      <section aria-label=${title}>
        <h2>${title}</h2>
        <ul>
          ${byEvidence(record.comparisons).map((pair) => {
            const { first, second, onlyFirst, onlySecond, adjusted } = pair;
            const swapped = onlySecond > onlyFirst;
            const [a, b] = swapped ? [second, first] : [first, second];
            const [onlyA, onlyB] = swapped ? [onlySecond, onlyFirst] : [onlyFirst, onlySecond];
            const p = adjusted < 0.0001 ? '< 0.0001' : `= ${formatNumber(adjusted, 2)}`;
            return html`<li>
              <b>${adjusted < LEVEL ? words.better(a, b) : words.same(a, b)}</b>
              <span>${words.alone(a, formatCount(onlyA), b, formatCount(onlyB), p)}</span>
            </li>`;
          })}
        </ul>
        <p class="note">${words.testNote}</p>
      </section>
    `;
  }
}

function figure(value: number | null | undefined, shown: (value: number) => string): TemplateResult {
  return html`<td class="number">${value === null || value === undefined ? '–' : shown(value)}</td>`;
}

/** What can be told apart first. */
function byEvidence(pairs: ReplayRecord['comparisons']): ReplayRecord['comparisons'] {
  return pairs.toSorted((a, b) => a.adjusted - b.adjusted || a.p - b.p);
}

/** Some figures are no metrics of experiments, so their words stand here. */
function metricWord(key: string): string {
  const [name = '', cutoff = ''] = key.split('@');
  const words = t().live;
  const own: Readonly<Record<string, (cutoff: string) => string>> = {
    'recall-ties-in-favour': words.tiesInFavour,
    'recall-warm': words.warmItems,
    'recall-cold': words.coldItems,
  };
  return own[name]?.(cutoff) ?? t().metric(key);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-replay-results': ReplayResults;
  }
}
