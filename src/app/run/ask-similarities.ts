import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NamedEntity, NamedNeighbour, Questions, SimilarityView } from '../../lab/api';
import type { MeasureChoice } from '../../models/knn-parameters';
import { MEASURE_TEXTS } from '../../similarity/measure-texts';
import '../charts/chart';
import { barsOption, barsTable, wholeBins } from '../charts/distributions';
import {
  blockTable,
  heatMapOption,
  neighbourhoodOption,
  spreadOption,
  spreadTable,
  type BlockInput,
} from '../charts/similarity';
import type { ChartTheme } from '../charts/theme';
import { CfElement } from '../element';
import '../elements/notice';
import { say, t } from '../i18n';
import { formatCompact, formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import './entity-search';
import './measure-picker';
import { titleOf } from './title';

const COUNT = 15;

type Side = 0 | 1;

/**
 * Two measures side by side for one item or user: whom each holds nearest, the block of similarities as a heat map,
 * the neighbourhood as a graph, and how similarities and supports are spread over the data.
 */
@customElement('cf-ask-similarities')
export class AskSimilarities extends CfElement {
  @property({ attribute: false }) model: Questions | null = null;
  /** The model's own measure, where it has one. */
  @property({ attribute: false }) own: MeasureChoice | null = null;

  @state() private axis: 'user' | 'item' = 'item';
  @state() private of: NamedEntity | null = null;
  @state() private block: 'nearest' | 'active' = 'nearest';
  /** Which measure the pictures show. */
  @state() private shown: Side = 0;
  @state() private measures: readonly [MeasureChoice, MeasureChoice] = [{}, {}];
  @state() private views: readonly [SimilarityView | null, SimilarityView | null] = [null, null];
  @state() private problem: unknown = undefined;
  private latest = 0;

  static override styles = [
    controls,
    css`
      .who {
        display: grid;
        grid-template-columns: auto minmax(180px, 280px) minmax(0, 1fr);
        align-items: center;
        gap: 12px;
        margin-bottom: 10px;
      }
      .sides {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 16px 24px;
      }
      .sides table {
        table-layout: fixed;
      }
      .sides .rank {
        width: 26px;
      }
      .sides .figure {
        width: 66px;
      }
      .sides .there {
        width: 46px;
      }
      .sides th,
      .sides td {
        padding-inline-end: 6px;
      }
      td.title {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .pictures {
        margin-top: 16px;
      }
      .pictures .row {
        border-top: 1px solid var(--hairline);
        padding-top: 10px;
      }
      :host {
        container-type: inline-size;
      }
      @container (max-width: 880px) {
        .sides {
          column-gap: 18px;
        }
        .charts {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!changed.has('model')) return;
    const own: MeasureChoice = this.own ?? { similarity: 'cosine', shrinkage: 50 };
    const other: MeasureChoice =
      own.similarity === 'jaccard'
        ? { similarity: 'cosine', shrinkage: 0 }
        : { similarity: 'jaccard', shrinkage: 0 };
    this.measures = [own, other];
    void this.begin();
  }

  private async begin(): Promise<void> {
    try {
      const [first] = (await this.model?.find(this.axis, '', 1)) ?? [];
      this.of = first ?? null;
      await this.ask();
    } catch (error) {
      this.problem = error;
    }
  }

  private async ask(): Promise<void> {
    const { model, of, axis, block } = this;
    if (!model || !of) return;
    const mine = ++this.latest;
    try {
      const [a, b] = this.measures;
      const request = { axis, id: of.id, count: COUNT, block };
      const views = [
        await model.similarities({ ...request, measure: a }),
        await model.similarities({ ...request, measure: b }),
      ] as const;
      // A later choice may have been answered first.
      if (mine !== this.latest) return;
      this.views = views;
      this.problem = undefined;
    } catch (error) {
      if (mine === this.latest) this.problem = error;
    }
  }

  private readonly axisChosen = (event: Event) => {
    this.axis = (event.target as HTMLSelectElement).value === 'user' ? 'user' : 'item';
    void this.begin();
  };

  private readonly entityChosen = (event: CustomEvent<NamedEntity>) => {
    this.of = event.detail;
    void this.ask();
  };

  private measured(side: Side, measure: MeasureChoice): void {
    this.measures = side === 0 ? [measure, this.measures[1]] : [this.measures[0], measure];
    void this.ask();
  }

  protected override render() {
    const words = t().ask;
    return html`
      <div class="who">
        <select aria-label=${words.axis} @change=${this.axisChosen}>
          <option value="item" ?selected=${this.axis === 'item'}>${words.items}</option>
          <option value="user" ?selected=${this.axis === 'user'}>${words.users}</option>
        </select>
        <cf-entity-search
          .model=${this.model}
          .axis=${this.axis}
          .label=${this.axis === 'item' ? words.findItem : words.findUser}
          @entity-choice=${this.entityChosen}
        ></cf-entity-search>
        <span>
          ${
            this.of
              ? html`<b>${titleOf(this.of)}</b>
                  <span class="quiet-text">${words.known(formatCount(this.of.interactions))}</span>`
              : ''
          }
        </span>
      </div>
      ${this.problem === undefined ? '' : html`<cf-notice .error=${this.problem}></cf-notice>`}
      <div class="sides">${this.side(0)} ${this.side(1)}</div>
      ${this.pictures()}
    `;
  }

  private nameOf(side: Side): string {
    const name = say(MEASURE_TEXTS[this.measures[side].similarity ?? 'cosine'].label);
    const { shrinkage } = this.measures[side];
    return shrinkage ? `${name}, λ ${formatNumber(shrinkage)}` : name;
  }

  private side(side: Side): TemplateResult {
    const words = t().ask;
    const mine = this.views[side]?.neighbours ?? [];
    const others = this.views[side === 0 ? 1 : 0]?.neighbours ?? [];
    const rankThere = new Map(others.map((each, i) => [each.id, i + 1]));
    const shared = mine.filter(({ id }) => rankThere.has(id)).length;
    return html`<div>
      <cf-measure-picker
        .label=${side === 0 ? words.measureA : words.measureB}
        .measure=${this.measures[side]}
        @measure-change=${(event: CustomEvent<MeasureChoice>) => this.measured(side, event.detail)}
      ></cf-measure-picker>
      <table>
        <thead>
          <tr>
            <th scope="col" class="number rank">#</th>
            <th scope="col">${words.neighbour}</th>
            <th scope="col" class="number figure">${words.similarity}</th>
            <th scope="col" class="number figure">${words.support}</th>
            <th scope="col" class="number there" title=${words.rankThereHelp}>${words.rankThere}</th>
          </tr>
        </thead>
        <tbody>
          ${mine.map((each, i) => this.neighbour(each, i, rankThere.get(each.id)))}
        </tbody>
      </table>
      <p class="quiet-text small">${words.sharedNeighbours(shared, mine.length)}</p>
    </div>`;
  }

  private neighbour(each: NamedNeighbour, i: number, there: number | undefined): TemplateResult {
    return html`<tr>
      <td class="number quiet-text">${i + 1}</td>
      <td class="title" title=${titleOf(each)}>${titleOf(each)}</td>
      <td class="number">${formatNumber(each.similarity)}</td>
      <td class="number">${formatCount(each.support)}</td>
      <td class="number ${there === undefined ? 'quiet-text' : ''}">${there ?? '–'}</td>
    </tr>`;
  }

  private pictures(): TemplateResult | '' {
    const words = t().ask;
    const view = this.views[this.shown];
    const [a, b] = this.views;
    if (!view || !a || !b) return '';
    const block: BlockInput = {
      names: view.block.entities.map(titleOf),
      similarities: view.block.similarities,
      supports: view.block.supports,
      format: formatNumber,
      words: { similarity: words.similarity, support: words.support },
    };
    const around = { ...block, sizes: view.block.entities.map(({ interactions }) => interactions) };
    const spread = {
      curves: ([0, 1] as const).map((side) => ({
        name: this.nameOf(side),
        histogram: this.views[side]!.spread.similarities,
      })),
      xName: words.similarity,
      yName: words.pairs,
      format: formatCompact,
    };
    const supports = {
      labels: wholeBins(view.spread.supports),
      counts: view.spread.supports.counts,
      xName: words.support,
      yName: words.pairs,
      format: formatCompact,
    };
    return html`<div class="pictures">
      <div class="row">
        <span class="quiet-text">${words.picturesOf}</span>
        ${([0, 1] as const).map(
          (side) =>
            html`<button
              type="button"
              aria-pressed=${this.shown === side}
              @click=${() => (this.shown = side)}
            >
              ${this.nameOf(side)}
            </button>`,
        )}
        <select aria-label=${words.block} @change=${this.blockChosen}>
          <option value="nearest" ?selected=${this.block === 'nearest'}>${words.blockNearest}</option>
          <option value="active" ?selected=${this.block === 'active'}>${words.blockActive}</option>
        </select>
      </div>
      <div class="sides charts">
        <cf-chart
          .title=${words.heatMap}
          height="420px"
          .build=${(theme: ChartTheme) => heatMapOption(block, theme)}
          .table=${() => blockTable(block)}
          filled
        ></cf-chart>
        ${
          this.block === 'nearest'
            ? html`<cf-chart
                .title=${words.graph}
                height="420px"
                .build=${(theme: ChartTheme) => neighbourhoodOption(around, theme)}
                .table=${() => blockTable(block)}
                filled
              ></cf-chart>`
            : html`<p class="quiet-text">${words.graphNeedsNearest}</p>`
        }
        <cf-chart
          .title=${words.similaritySpread}
          .build=${(theme: ChartTheme) => spreadOption(spread, theme)}
          .table=${() => spreadTable(spread)}
          filled
        ></cf-chart>
        <cf-chart
          .title=${words.supportSpread}
          .build=${(theme: ChartTheme) => barsOption(supports, theme)}
          .table=${() => barsTable(supports)}
          filled
        ></cf-chart>
      </div>
      <p class="quiet-text small">
        ${words.spreadOver(formatCount(view.spread.pairs), formatCount(view.spread.rows))}
      </p>
    </div>`;
  }

  private readonly blockChosen = (event: Event) => {
    this.block = (event.target as HTMLSelectElement).value === 'active' ? 'active' : 'nearest';
    void this.ask();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-ask-similarities': AskSimilarities;
  }
}
