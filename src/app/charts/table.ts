import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { formatNumber } from '../i18n/format';
import { controls } from '../styles';
import type { ChartTable } from './option';

const SHOWN = 1000;

/** A row costs some 0.1 ms to show; a table that grows is shown again so that it takes a tenth of the time. */
const REFRESH_MS_PER_ROW = 1;

/** The numbers of a chart, for keyboards and screen readers: its last thousand rows; the CSV has them all. */
@customElement('cf-chart-table')
export class ChartTableElement extends CfElement {
  @property({ attribute: false }) make: (() => ChartTable) | null = null;
  @property() label = '';

  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        inset: 0;
      }
      .scroll {
        height: 100%;
        border-block: 1px solid var(--hairline);
      }
      th {
        position: sticky;
        top: 0;
        background: var(--surface);
      }
      table {
        width: auto;
        min-width: 50%;
      }
      th,
      td {
        padding: 2px 16px 2px 0;
      }
    `,
  ];

  private made: ChartTable = { columns: [], rows: [] };
  private madeAt = Number.NEGATIVE_INFINITY;
  private refresh: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.refresh);
    this.refresh = undefined;
  }

  private current(): ChartTable {
    const age = performance.now() - this.madeAt;
    const patience = Math.min(SHOWN, this.made.rows.length) * REFRESH_MS_PER_ROW;
    if (age >= patience && this.make) {
      this.made = this.make();
      this.madeAt = performance.now();
    } else {
      this.refresh ??= setTimeout(() => {
        this.refresh = undefined;
        this.requestUpdate();
      }, patience - age);
    }
    return this.made;
  }

  protected override render() {
    const { columns, rows } = this.current();
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${this.label}>
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col" class="number">${column}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(-SHOWN).map(
              (row) => html`
                <tr>
                  ${row.map(
                    (cell) =>
                      html`<td class="number">
                        ${cell === null ? '' : typeof cell === 'number' ? formatNumber(cell) : cell}
                      </td>`,
                  )}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-chart-table': ChartTableElement;
  }
}
