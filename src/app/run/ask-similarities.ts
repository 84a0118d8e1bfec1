import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NamedEntity, NamedNeighbour, Questions, SimilarityView } from '../../lab/api';
import type { MeasureChoice } from '../../models/knn-parameters';
import { MEASURE_TEXTS } from '../../similarity/measure-texts';
import { CfElement } from '../element';
import '../elements/notice';
import { say, t } from '../i18n';
import { formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import './entity-picker';
import type { EntityAxis } from './entity-picker';
import './measure-picker';
import { settingsOf } from './own-measure';
import './similarity-pictures';
import type { Block } from './similarity-pictures';
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

  @state() private axis: EntityAxis = 'item';
  @state() private of: NamedEntity | null = null;
  @state() private block: Block = 'nearest';
  @state() private measures: readonly [MeasureChoice, MeasureChoice] = [{}, {}];
  @state() private views: readonly [SimilarityView | null, SimilarityView | null] = [null, null];
  @state() private problem: unknown = undefined;
  private latest = 0;

  static override styles = [
    controls,
    css`
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
        width: 76px;
      }
      .sides .there {
        width: 62px;
      }
      .sides th {
        vertical-align: bottom;
      }
      .sides th,
      .sides td {
        padding-inline-end: 6px;
      }
      .sides th.number {
        white-space: normal;
      }
      td.title {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      :host {
        container-type: inline-size;
      }
      @container (max-width: 880px) {
        .sides {
          column-gap: 18px;
        }
      }
      /* Two tables side by side would have no room for names. */
      @container (max-width: 720px) {
        .sides {
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

  private readonly axisChosen = (event: CustomEvent<EntityAxis>) => {
    this.axis = event.detail;
    void this.begin();
  };

  private readonly entityChosen = (event: CustomEvent<NamedEntity>) => {
    this.of = event.detail;
    void this.ask();
  };

  private readonly blockChosen = (event: CustomEvent<Block>) => {
    this.block = event.detail;
    void this.ask();
  };

  private measured(side: Side, measure: MeasureChoice): void {
    this.measures = side === 0 ? [measure, this.measures[1]] : [this.measures[0], measure];
    void this.ask();
  }

  protected override render() {
    return html`
      <cf-entity-picker
        .model=${this.model}
        .axis=${this.axis}
        .chosen=${this.of}
        @axis-choice=${this.axisChosen}
        @entity-choice=${this.entityChosen}
      ></cf-entity-picker>
      ${this.problem === undefined ? '' : html`<cf-notice .error=${this.problem}></cf-notice>`}
      <div class="sides">${this.side(0)} ${this.side(1)}</div>
      <cf-similarity-pictures
        .views=${this.views}
        .names=${[this.nameOf(0), this.nameOf(1)]}
        .block=${this.block}
        @block-choice=${this.blockChosen}
      ></cf-similarity-pictures>
    `;
  }

  private nameOf(side: Side): string {
    const measure = this.measures[side];
    const name = say(MEASURE_TEXTS[measure.similarity ?? 'cosine'].label);
    return [name, ...settingsOf(measure)].join(', ');
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
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-ask-similarities': AskSimilarities;
  }
}
