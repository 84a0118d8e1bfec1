import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { formatNumber } from '../i18n/format';
import { controls } from '../styles';
import type { ChartTable } from './option';

const SHOWN = 500;

/** The numbers of a chart, for keyboards and screen readers. Thinned evenly to 500 rows; the CSV has them all. */
@customElement('cf-chart-table')
export class ChartTableElement extends CfElement {
  @property({ attribute: false }) table: ChartTable | null = null;
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

  protected override render() {
    const { columns, rows } = this.table ?? { columns: [], rows: [] };
    const stride = Math.max(1, Math.ceil(rows.length / SHOWN));
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${this.label}>
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col" class="number">${column}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows
              .filter((_, index) => index % stride === 0 || index === rows.length - 1)
              .map(
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
