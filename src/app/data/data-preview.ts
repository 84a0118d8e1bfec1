import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import { controls } from '../styles';
import { mapColumn, ROLES, type Role } from './columns';

/**
 * The first rows as they were split, with what each column is taken for. Fires `mapping-change` with the columns of
 * the data block.
 */
@customElement('cf-data-preview')
export class DataPreview extends CfElement {
  @property({ attribute: false }) header: readonly string[] | null = null;
  @property({ attribute: false }) rows: readonly (readonly string[])[] = [];
  @property({ attribute: false }) roles: readonly (Role | null)[] = [];
  /** Whether the columns can be given another meaning. */
  @property({ type: Boolean }) fixed = false;

  static override styles = [
    controls,
    css`
      .scroll {
        border: 1px solid var(--hairline);
        max-height: 260px;
      }
      table {
        font-size: var(--text-small);
      }
      th,
      td {
        padding: 3px 12px 3px 8px;
        max-width: 220px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        border-inline-end: 1px solid var(--hairline);
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--ground);
        vertical-align: top;
      }
      select {
        display: block;
        width: 100%;
        min-width: 92px;
        --control: 24px;
        font-size: var(--text-small);
        margin-top: 2px;
      }
      .role {
        display: block;
        color: var(--accent);
        font-weight: 400;
      }
      td.unused {
        color: var(--ink-3);
      }
    `,
  ];

  protected override render() {
    const words = t().data;
    const width = Math.max(this.header?.length ?? 0, ...this.rows.map((row) => row.length));
    const columns = Array.from({ length: width }, (_, column) => column);
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${words.preview}>
        <table>
          <thead>
            <tr>
              ${columns.map((column) => {
                const name = this.header?.[column] ?? words.column(column + 1);
                const role = this.roles[column] ?? null;
                return html`<th scope="col">
                  ${name}
                  ${
                    this.fixed
                      ? html`<span class="role">${role ? words.roles[role] : ''}</span>`
                      : this.roleSelect(column, name, role)
                  }
                </th>`;
              })}
            </tr>
          </thead>
          <tbody>
            ${this.rows.map(
              (row) =>
                html`<tr>
                  ${columns.map(
                    (column) =>
                      html`<td class=${this.roles[column] ? '' : 'unused'} title=${row[column] ?? ''}>
                        ${row[column] ?? ''}
                      </td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private roleSelect(column: number, name: string, role: Role | null) {
    const words = t().data;
    return html`<select
      aria-label=${words.takenFor(name)}
      @change=${(event: Event) => {
        const chosen = ROLES.find((known) => known === (event.target as HTMLSelectElement).value) ?? null;
        this.dispatchEvent(
          new CustomEvent('mapping-change', { detail: mapColumn(this.roles, this.header, column, chosen) }),
        );
      }}
    >
      <option value="" ?selected=${role === null}>${words.unused}</option>
      ${ROLES.map((known) => html`<option value=${known} ?selected=${known === role}>${words.roles[known]}</option>`)}
    </select>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-data-preview': DataPreview;
  }
}
