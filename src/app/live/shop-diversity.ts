import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { signal } from '@lit-labs/signals';
import type { DiversityPoint, DiversityStudy } from '../../lab/live/diversity-api';
import type { Shop } from '../../lab/live/api';
import '../charts/chart';
import type { ChartTheme } from '../charts/theme';
import { tradeoffOption, tradeoffTable, type TradeoffInput, type TradeoffPoint } from '../charts/tradeoff';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import { sideStyles } from './shop-side-styles';
import { openedShop, shopFailure } from './shop-state';

/** What was measured stays while the shop is open, whatever part of the panel is in view. */
const measured = signal<{ readonly shop: Shop; readonly study: DiversityStudy | null } | null>(null);

const METHODS = ['mmr', 'dpp'] as const;

/** As the literature prints them, in every language. */
const NAMES = { mmr: 'MMR', dpp: 'DPP' } as const;

/** What diversity costs in accuracy, as a curve for each way to bring it about, and a table under it. */
@customElement('cf-shop-diversity')
export class ShopDiversity extends CfElement {
  static override styles = [
    controls,
    sideStyles,
    css`
      button {
        margin: 6px 0;
      }
      table {
        width: 100%;
        font-size: var(--text-small);
      }
      th.number,
      td.number {
        padding-inline: 10px 0;
      }
    `,
  ];

  protected override render() {
    const opened = openedShop.get();
    if (!opened) return '';
    const words = t().shop;
    const now = measured.get();
    const mine = now?.shop === opened.shop ? now : null;
    const isBusy = mine !== null && mine.study === null;
    return html`
      <button type="button" ?disabled=${isBusy} @click=${() => void measure(opened.shop)}>
        ${words.measureDiversity}
      </button>
      ${isBusy ? html`<p class="help" role="status">${words.measuringDiversity}</p>` : ''}
      ${mine?.study ? shown(mine.study) : ''}
    `;
  }
}

async function measure(shop: Shop): Promise<void> {
  const before = measured.get();
  measured.set({ shop, study: null });
  try {
    measured.set({ shop, study: await shop.diversity() });
  } catch (error) {
    measured.set(before);
    shopFailure.set(error);
  }
}

function shown(study: DiversityStudy): TemplateResult {
  const words = t().shop;
  const input = inputOf(study);
  return html`
    <cf-chart
      .title=${words.diversityTitle}
      height="240px"
      filled
      .build=${(theme: ChartTheme) => tradeoffOption(input, theme)}
      .table=${() => tradeoffTable(input)}
    ></cf-chart>
    <table>
      <thead>
        <tr>
          <th>${words.diversityStrength}</th>
          <th class="number">${input.yName}</th>
          <th class="number">${words.unlikeness}</th>
          <th class="number">p</th>
        </tr>
      </thead>
      <tbody>
        ${study.points.map(
          (point) =>
            html`<tr>
              <td>${wayOf(point)}</td>
              <td class="number">${decimals(point.recall)}</td>
              <td class="number">${decimals(point.unlikeness)}</td>
              <td class="number">${point.method === 'none' ? '' : decimals(point.p)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="help">
      ${words.diversityHelp(study.shoppers, formatCount(study.known), formatCount(study.learned), study.topN)}
    </p>
  `;
}

function wayOf({ method, strength }: DiversityPoint): string {
  const words = t().shop;
  return method === 'none' ? words.byScore : `${NAMES[method]} ${formatNumber(strength)}`;
}

function inputOf({ points, topN }: DiversityStudy): TradeoffInput {
  const words = t().shop;
  const point = ({ strength, unlikeness, recall, interval, p }: DiversityPoint): TradeoffPoint => ({
    strength,
    x: unlikeness,
    y: recall,
    interval,
    p,
  });
  return {
    curves: METHODS.map((method) => ({
      name: NAMES[method],
      points: points.filter((each) => each.method === method).map(point),
    })),
    start: { name: words.byScore, point: point(points.find(({ method }) => method === 'none')!) },
    xName: words.unlikenessAxis,
    yName: `recall@${topN}`,
    columns: words.diversityColumns,
    format: decimals,
  };
}

/** Three decimals: more would promise what so many shoppers cannot hold. */
function decimals(value: number): string {
  return value.toFixed(3);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-diversity': ShopDiversity;
  }
}
