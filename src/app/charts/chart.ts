import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { EChartsType } from 'echarts/core';
import { CfElement } from '../element';
import { t } from '../i18n';
import { language, theme } from '../state/settings';
import { controls } from '../styles';
import '../elements/menu';
import { loadChartEngine } from './engine';
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
  /** What will appear here and how, shown while `table` has no rows. */
  @property() empty = '';
  @property({ attribute: false }) build: ((theme: ChartTheme) => ChartOption) | null = null;
  @property({ attribute: false }) table: ChartTable | null = null;
  /** Any CSS length. */
  @property() height = '200px';

  @state() private asTable = false;
  @query('.canvas') private readonly host!: HTMLElement;

  private chart: EChartsType | null = null;
  private readonly sizes = new ResizeObserver(() => this.chart?.resize());
  private drawing = false;

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
      figcaption h3 {
        min-width: 0;
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
    this.sizes.disconnect();
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
    const rows = this.table?.rows.length ?? 0;
    return html`
      <figure aria-label=${this.title}>
        <figcaption>
          <slot name="title"><h3>${this.title}</h3></slot>
          <span class="space"></span>
          <slot name="tools"></slot>
          <cf-menu
            icon="more"
            .label=${words.more(this.title)}
            .disabled=${rows === 0}
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
              ? html`<cf-chart-table .table=${this.table} .label=${this.title}></cf-chart-table>`
              : nothing
          }
          ${rows === 0 && this.empty ? html`<div class="empty"><p>${this.empty}</p></div>` : nothing}
        </div>
      </figure>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.asTable) void this.draw();
  }

  private async draw(): Promise<void> {
    if (this.drawing) return;
    this.drawing = true;
    try {
      const engine = await loadChartEngine();
      await document.fonts.ready;
      if (!this.isConnected || !this.build) return;
      if (!this.chart) {
        this.chart = engine.create(this.host, 'canvas');
        this.chart.on('click', (event) =>
          this.pointClicked(event as { seriesId?: string; dataIndex?: number }),
        );
        this.sizes.observe(this.host);
      }
      this.chart.setOption(this.build(readChartTheme(this)), { notMerge: true, lazyUpdate: true });
    } finally {
      this.drawing = false;
    }
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
      downloadBlob(new Blob([tableToCsv(this.table)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
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
