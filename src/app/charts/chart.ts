import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { EChartsType } from 'echarts/core';
import { CfElement } from '../element';
import { t } from '../i18n';
import { language, theme } from '../state/settings';
import { controls } from '../styles';
import '../elements/menu';
import { drawQueue } from './draw-queue';
import { loadChartEngine, type ChartEngine } from './engine';
import { downloadBlob, svgOf } from './export';
import { tableToCsv, type ChartOption, type ChartTable } from './option';
import { readChartTheme, type ChartTheme } from './theme';
import './table';

/** What was clicked or focused in a chart: the series and the position in its data. */
export interface ChartPoint {
  readonly series: string;
  readonly index: number;
}

/**
 * A chart with a title, a table twin and exports. `build` makes the ECharts option from the tokens in force; the
 * element decides when to draw. Fires `chart-point` (detail ChartPoint) when a point is clicked.
 */
@customElement('cf-chart')
export class Chart extends CfElement {
  @property() override title = '';
  /** What will appear here and how, shown until it is filled. */
  @property() empty = '';
  @property({ attribute: false }) build: ((theme: ChartTheme) => ChartOption) | null = null;
  /** Makes the table twin when it is asked for. */
  @property({ attribute: false }) table: (() => ChartTable) | null = null;
  /** Whether there is anything to draw. */
  @property({ type: Boolean }) filled = false;
  /** Any CSS length. */
  @property() height = '200px';

  @state() private asTable = false;
  @query('.canvas') private readonly host!: HTMLElement;

  private chart: EChartsType | null = null;
  private readonly sizes = new ResizeObserver(() => this.chart?.resize());
  private engine: ChartEngine | null = null;
  /** Everything of the last option but its series. */
  private shape = '';
  private readonly drawer = drawQueue.drawer(() => this.draw());

  static override styles = [
    controls,
    css`
      :host {
        min-width: 0;
      }
      figure {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      figcaption {
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: 26px;
      }
      figcaption h2 {
        min-width: 0;
        font-size: var(--text-small);
        color: var(--ink-2);
      }
      .space {
        flex: 1;
      }
      .body {
        position: relative;
        min-width: 0;
      }
      .canvas {
        position: absolute;
        inset: 0;
      }
      .empty {
        position: absolute;
        inset: 34px 16px 34px 48px;
        display: grid;
        place-items: center;
        text-align: center;
        color: var(--ink-3);
        pointer-events: none;
      }
      .empty p {
        max-width: 44ch;
      }
      cf-menu {
        --control: 24px;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.drawer.forget();
    this.sizes.disconnect();
    this.shape = '';
    this.chart?.dispose();
    this.chart = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  protected override render() {
    const words = t().chart;
    // Read here so that a change of theme or language draws again.
    theme.get();
    language.get();
    return html`
      <figure aria-label=${this.title}>
        <figcaption>
          <slot name="title"><h2>${this.title}</h2></slot>
          <span class="space"></span>
          <slot name="tools"></slot>
          <cf-menu
            icon="more"
            .label=${words.more(this.title)}
            .disabled=${!this.filled}
            .items=${[
              { id: 'table', label: this.asTable ? words.picture : words.table },
              { id: 'png', label: words.png },
              { id: 'svg', label: words.svg },
              { id: 'csv', label: words.csv },
            ]}
            @menu-choice=${(event: CustomEvent<string>) => this.choose(event.detail)}
          ></cf-menu>
        </figcaption>
        <div class="body" style="height:${this.height}">
          <div class="canvas" ?hidden=${this.asTable} role="img" aria-label=${this.title}></div>
          ${
            this.asTable && this.table
              ? html`<cf-chart-table .make=${this.table} .label=${this.title}></cf-chart-table>`
              : nothing
          }
          ${!this.filled && this.empty ? html`<div class="empty"><p>${this.empty}</p></div>` : nothing}
        </div>
      </figure>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.asTable) this.drawer.ask();
  }

  private draw(): void {
    if (!this.isConnected || !this.build || this.asTable) return;
    if (!this.engine) {
      void loadChartEngine().then((engine) => {
        this.engine = engine;
        this.drawer.ask();
      });
      return;
    }
    this.chart ??= this.open(this.engine);
    const option = this.build(readChartTheme(this));
    const { series, tooltip, ...frame } = option;
    const shape = JSON.stringify(frame);
    // While only the curves grow, axes and components stay as they are: a third of the cost.
    if (shape === this.shape) this.chart.setOption({ series, tooltip }, { replaceMerge: ['series'] });
    else this.chart.setOption(option, { notMerge: true });
    this.shape = shape;
    // Painted here, not in the next frame, where all charts would add up.
    this.chart.getZr().flush();
  }

  private open(engine: ChartEngine): EChartsType {
    const chart = engine.create(this.host, 'canvas');
    chart.on('click', (event) => this.pointClicked(event as { seriesId?: string; dataIndex?: number }));
    this.sizes.observe(this.host);
    return chart;
  }

  private pointClicked(event: { seriesId?: string; dataIndex?: number }): void {
    const detail: ChartPoint = { series: event.seriesId ?? '', index: event.dataIndex ?? 0 };
    this.dispatchEvent(new CustomEvent('chart-point', { detail, bubbles: true, composed: true }));
  }

  private choose(action: string): void {
    if (action === 'table') this.asTable = !this.asTable;
    else void this.export(action);
  }

  private async export(kind: string): Promise<void> {
    if (!this.build || !this.table) return;
    const name = this.title.trim().replaceAll(/[\s/\\:]+/g, '-') || 'chart';
    if (kind === 'csv') {
      downloadBlob(new Blob([tableToCsv(this.table())], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
      return;
    }
    const chartTheme = readChartTheme(this);
    const size = { width: Math.max(640, this.clientWidth), height: this.host.clientHeight || 240 };
    if (kind === 'svg') {
      const svg = svgOf(await loadChartEngine(), this.build(chartTheme), size, this.title);
      downloadBlob(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`);
      return;
    }
    const url = this.chart?.getDataURL({ type: 'png', pixelRatio: 3, backgroundColor: chartTheme.surface });
    if (url) downloadBlob(await (await fetch(url)).blob(), `${name}.png`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-chart': Chart;
  }
}
