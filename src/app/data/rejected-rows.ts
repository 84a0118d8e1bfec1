import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RejectedRows } from '../../data/interactions';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import { controls } from '../styles';

const SHOWN = 200;

/** The rows that could not be read: where, why, and what stands there. */
@customElement('cf-rejected-rows')
export class RejectedRowsElement extends CfElement {
  @property({ attribute: false }) rejected: RejectedRows | null = null;

  static override styles = [
    controls,
    css`
      .scroll {
        max-height: 220px;
        border-block: 1px solid var(--hairline);
        margin-top: 6px;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--surface);
      }
      td {
        font-size: var(--text-small);
      }
      td.text {
        width: 60%;
        max-width: 1px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .reason {
        white-space: nowrap;
      }
    `,
  ];

  protected override render() {
    const rejected = this.rejected;
    if (!rejected || rejected.count === 0) return '';
    const words = t().data;
    const reasons = Object.entries(rejected.byReason).map(
      ([reason, count]) => `${words.reason(reason)} ${formatCount(count)}`,
    );
    return html`
      <h2>${words.rejected(formatCount(rejected.count))}</h2>
      <p class="small quiet-text">${reasons.join(t().semicolon)}</p>
      <div
        class="scroll"
        tabindex="0"
        role="region"
        aria-label=${words.rejected(formatCount(rejected.count))}
      >
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">${words.line}</th>
              <th scope="col">${words.why}</th>
              <th scope="col">${words.columnHead}</th>
              <th scope="col">${words.rowText}</th>
            </tr>
          </thead>
          <tbody>
            ${rejected.rows.slice(0, SHOWN).map(
              (row) => html`
                <tr>
                  <td class="number">${formatCount(row.line)}</td>
                  <td class="reason">${words.reason(row.reason)}</td>
                  <td>${row.column ?? ''}</td>
                  <td class="text mono" title=${row.text}>${row.text}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
      ${rejected.count > SHOWN ? html`<p class="small quiet-text">${words.firstRows(SHOWN)}</p>` : ''}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-rejected-rows': RejectedRowsElement;
  }
}
