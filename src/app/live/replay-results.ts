import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReplayRecord } from '../../lab/replay/record';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import { figureTables } from './replay-figures';

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
        ${figureTables(record)}
        <p class="note">
          ${words.ofUsers(formatCount(events), formatCount(users), formatCount(items))}
          ${cold > 0 ? words.coldNote(formatCount(cold)) : ''}
        </p>
      </section>
      ${record.replay.models.some(({ refit }) => refit !== 'never') ? this.refits(record) : ''}
      ${record.comparisons.length > 0 ? this.comparisons(record) : ''}
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

/** What can be told apart first. */
function byEvidence(pairs: ReplayRecord['comparisons']): ReplayRecord['comparisons'] {
  return pairs.toSorted((a, b) => a.adjusted - b.adjusted || a.p - b.p);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-replay-results': ReplayResults;
  }
}
