import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SimilarityView } from '../../lab/api';
import type { SimilarityRequest } from '../../lab/similarities';
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
import { t } from '../i18n';
import { formatCompact, formatCount, formatNumber } from '../i18n/format';
import { controls } from '../styles';
import { titleOf } from './title';

export type Block = SimilarityRequest['block'];

/**
 * The similarities of one of two measures as pictures: a block as heat map, the neighbourhood as graph, and how
 * similarities and supports are spread. Fires `block-choice`.
 */
@customElement('cf-similarity-pictures')
export class SimilarityPictures extends CfElement {
  @property({ attribute: false }) views: readonly [SimilarityView | null, SimilarityView | null] = [
    null,
    null,
  ];
  /** What the two measures are called. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property() block: Block = 'nearest';
  /** Which measure is shown. */
  @state() private shown: 0 | 1 = 0;

  static override styles = [
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      .row {
        margin-top: 16px;
        border-top: 1px solid var(--hairline);
        padding-top: 10px;
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 16px 24px;
      }
      @container (max-width: 880px) {
        .charts {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override render() {
    const [a, b] = this.views;
    if (!a || !b) return '';
    const words = t().ask;
    const view = this.shown === 0 ? a : b;
    return html`
      <div class="row">
        <span class="quiet-text">${words.picturesOf}</span>
        ${this.names.map(
          (name, side) =>
            html`<button
              type="button"
              aria-pressed=${this.shown === side}
              @click=${() => this.show(side === 0 ? 0 : 1)}
            >
              ${name}
            </button>`,
        )}
        <select aria-label=${words.block} @change=${this.blockChosen}>
          <option value="nearest" ?selected=${this.block === 'nearest'}>${words.blockNearest}</option>
          <option value="active" ?selected=${this.block === 'active'}>${words.blockActive}</option>
        </select>
      </div>
      <div class="charts">${this.blockCharts(view)} ${this.spreadCharts(a, b, view)}</div>
      <p class="quiet-text small">
        ${words.spreadOver(formatCount(view.spread.pairs), formatCount(view.spread.rows))}
      </p>
    `;
  }

  private show(side: 0 | 1): void {
    this.shown = side;
  }

  private readonly blockChosen = (event: Event) => {
    const detail: Block = (event.target as HTMLSelectElement).value === 'active' ? 'active' : 'nearest';
    this.dispatchEvent(new CustomEvent('block-choice', { detail }));
  };

  private blockCharts({ block }: SimilarityView): TemplateResult {
    const words = t().ask;
    const input: BlockInput = {
      names: block.entities.map(titleOf),
      similarities: block.similarities,
      supports: block.supports,
      format: formatNumber,
      words: { similarity: words.similarity, support: words.support },
    };
    const around = { ...input, sizes: block.entities.map(({ interactions }) => interactions) };
    return html`
      <cf-chart
        .title=${words.heatMap}
        height="420px"
        .build=${(theme: ChartTheme) => heatMapOption(input, theme)}
        .table=${() => blockTable(input)}
        filled
      ></cf-chart>
      ${
        this.block === 'nearest'
          ? html`<cf-chart
              .title=${words.graph}
              height="420px"
              .build=${(theme: ChartTheme) => neighbourhoodOption(around, theme)}
              .table=${() => blockTable(input)}
              filled
            ></cf-chart>`
          : html`<p class="quiet-text">${words.graphNeedsNearest}</p>`
      }
    `;
  }

  private spreadCharts(a: SimilarityView, b: SimilarityView, { spread }: SimilarityView): TemplateResult {
    const words = t().ask;
    const pairs = { yName: words.pairs, format: formatCompact };
    const similarities = {
      ...pairs,
      curves: [a, b].map((view, side) => ({
        name: this.names[side]!,
        histogram: view.spread.similarities,
      })),
      xName: words.similarity,
    };
    const supports = {
      ...pairs,
      labels: wholeBins(spread.supports),
      counts: spread.supports.counts,
      xName: words.support,
    };
    return html`
      <cf-chart
        .title=${words.similaritySpread}
        .build=${(theme: ChartTheme) => spreadOption(similarities, theme)}
        .table=${() => spreadTable(similarities)}
        filled
      ></cf-chart>
      <cf-chart
        .title=${words.supportSpread}
        .build=${(theme: ChartTheme) => barsOption(supports, theme)}
        .table=${() => barsTable(supports)}
        filled
      ></cf-chart>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-similarity-pictures': SimilarityPictures;
  }
}
