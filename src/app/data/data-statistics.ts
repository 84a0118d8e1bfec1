import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Statistics } from '../../data/statistics';
import '../charts/chart';
import {
  barsOption,
  barsTable,
  rankedOption,
  rankedTable,
  wholeBins,
  type BarsInput,
  type RankedInput,
} from '../charts/distributions';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCompact, formatCount, formatDay, formatNumber, formatPercent } from '../i18n/format';
import { controls } from '../styles';

const HEIGHT = '176px';

/** The shape of a data set: counts in one line, then its distributions. */
@customElement('cf-data-statistics')
export class DataStatistics extends CfElement {
  @property({ attribute: false }) statistics: Statistics | null = null;

  static override styles = [
    controls,
    css`
      .figures {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 8px 22px;
        border-block: 1px solid var(--hairline);
        padding: 9px 0;
      }
      dt {
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      dd {
        font-size: 14.5px;
        white-space: nowrap;
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(290px, 1fr));
        gap: 14px 28px;
        margin-top: 12px;
      }
      td,
      th {
        padding-block: 3px;
      }
      .head {
        min-height: 26px;
        line-height: 26px;
        font-size: var(--text-small);
        color: var(--ink-2);
      }
      .key {
        display: flex;
        gap: 12px;
        color: var(--ink-2);
        font-size: var(--text-small);
      }
      .key i {
        display: inline-block;
        width: 12px;
        height: 3px;
        vertical-align: middle;
        margin-inline-end: 5px;
      }
    `,
  ];

  protected override render() {
    const statistics = this.statistics;
    if (!statistics) return '';
    const words = t().data;
    return html`
      ${this.figures(statistics)}
      <div class="charts">
        ${this.ranked(statistics)}
        ${this.bars(words.perUser, {
          labels: wholeBins(statistics.perUser.histogram),
          counts: statistics.perUser.histogram.counts,
          xName: words.interactionsAxis,
          yName: words.users,
          format: formatCompact,
        })}
        ${this.bars(words.perItem, {
          labels: wholeBins(statistics.perItem.histogram),
          counts: statistics.perItem.histogram.counts,
          xName: words.interactionsAxis,
          yName: words.items,
          format: formatCompact,
        })}
        ${
          statistics.ratings
            ? this.bars(words.ratings, {
                labels: statistics.ratings.counts.map(([value]) => formatNumber(value)),
                counts: statistics.ratings.counts.map(([, count]) => count),
                xName: words.ratingAxis,
                yName: words.interactions,
                format: formatCompact,
              })
            : ''
        }
        ${
          statistics.time
            ? this.bars(words.overTime, {
                labels: statistics.time.histogram.counts.map((_, index) =>
                  formatDay(statistics.time?.histogram.edges[index] ?? 0),
                ),
                counts: statistics.time.histogram.counts,
                xName: words.timeAxis,
                yName: words.interactions,
                format: formatCompact,
              })
            : ''
        }
        ${this.head(statistics)}
      </div>
    `;
  }

  private figures(statistics: Statistics): TemplateResult {
    const words = t().data;
    const { perUser, perItem, ratings, time } = statistics;
    const figures: (readonly [string, string])[] = [
      [words.users, formatCount(statistics.users)],
      [words.items, formatCount(statistics.items)],
      [words.interactions, formatCount(statistics.interactions)],
      [words.density, formatPercent(statistics.density)],
      [words.medianPerUser, formatNumber(perUser.median)],
      [words.medianPerItem, formatNumber(perItem.median)],
      [words.gini, formatNumber(statistics.gini, 3)],
      ...(ratings ? [[words.meanRating, formatNumber(ratings.mean)] as const] : []),
      ...(time ? [[words.span, words.fromTo(formatDay(time.first), formatDay(time.last))] as const] : []),
    ];
    return html`<dl class="figures">
      ${figures.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  private bars(title: string, input: BarsInput): TemplateResult {
    return html`<cf-chart
      .title=${title}
      .height=${HEIGHT}
      .build=${(theme: ChartTheme) => barsOption(input, theme)}
      .table=${() => barsTable(input)}
      filled
    ></cf-chart>`;
  }

  private ranked(statistics: Statistics): TemplateResult {
    const words = t().data;
    const input: RankedInput = {
      curves: [
        { name: words.items, points: statistics.perItem.ranked },
        { name: words.users, points: statistics.perUser.ranked },
      ],
      xName: words.rankAxis,
      yName: words.interactions,
      format: formatCompact,
    };
    return html`<cf-chart
      .title=${words.longTail}
      .height=${HEIGHT}
      .build=${(theme: ChartTheme) => rankedOption(input, theme)}
      .table=${() => rankedTable(input)}
      filled
      ><span slot="tools" class="key"
        >${input.curves.map(
          (curve, index) =>
            html`<span><i style="background:var(--series-${index + 1})"></i>${curve.name}</span>`,
        )}</span
      ></cf-chart
    >`;
  }

  private head(statistics: Statistics): TemplateResult {
    const words = t().data;
    return html`<div>
      <h2 class="head">${words.head}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.headItems}</th>
            <th scope="col" class="number">${words.headShare}</th>
          </tr>
        </thead>
        <tbody>
          ${statistics.head.map(
            ([percent, share]) =>
              html`<tr>
                <td>${words.top(percent)}</td>
                <td class="number">${formatPercent(share)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-data-statistics': DataStatistics;
  }
}
