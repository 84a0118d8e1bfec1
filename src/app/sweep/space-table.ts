import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { inspect } from '../state/inspector';
import { editRow, sweepRows } from '../state/sweep-draft';
import { controls } from '../styles';
import { listsOf, takesLists, type SpaceRow } from './space';

type RangeRow = Extract<SpaceRow, { kind: 'range' }>;
type ChoicesRow = Extract<SpaceRow, { kind: 'choices' }>;

/** The parameters of the model, each to be tried or not, with the range or the values to try. */
@customElement('cf-space-table')
export class SpaceTable extends CfElement {
  static override styles = [
    controls,
    css`
      .wrap {
        overflow-x: auto;
      }
      td,
      th {
        vertical-align: middle;
        padding-block: 2px;
      }
      .name {
        display: flex;
        gap: 8px;
        align-items: center;
        color: var(--ink);
        font-size: var(--text);
        font-weight: 400;
        white-space: normal;
      }
      .end {
        width: 92px;
      }
      td.log {
        text-align: center;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
      }
      .choices label {
        display: flex;
        gap: 6px;
        align-items: center;
        white-space: nowrap;
      }
      .lists {
        width: 100%;
      }
      .off {
        color: var(--ink-3);
      }
      td.off {
        max-width: 0;
        width: 70%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const words = t().tune;
    return html`
      <div class="wrap">
        <table>
          <thead>
            <tr>
              <th scope="col">${words.parameter}</th>
              <th scope="col">${words.from}</th>
              <th scope="col">${words.to}</th>
              <th scope="col">${words.log}</th>
            </tr>
          </thead>
          <tbody>
            ${sweepRows.get().map((row) => this.row(row))}
          </tbody>
        </table>
      </div>
    `;
  }

  private row(row: SpaceRow): TemplateResult {
    const label = row.label();
    return html`
      <tr @focusin=${() => inspect(`space ${row.path}`, () => rowHelp(row))}>
        <th scope="row">
          <label class="name ${row.on ? '' : 'off'}">
            <input
              type="checkbox"
              aria-label=${t().tune.include(label)}
              .checked=${live(row.on)}
              @change=${(event: Event) =>
                editRow(row.path, { on: (event.target as HTMLInputElement).checked })}
            />
            ${label}
          </label>
        </th>
        ${
          !row.on
            ? html`<td colspan="3" class="off">${summaryOf(row)}</td>`
            : row.kind === 'range'
              ? this.range(row, label)
              : this.choices(row, label)
        }
      </tr>
    `;
  }

  private range(row: RangeRow, label: string): TemplateResult {
    const words = t().tune;
    const wrong = !(row.low <= row.high);
    const end = (name: 'low' | 'high', aria: string) =>
      html`<td>
        <input
          class="end"
          type="number"
          .step=${'any'}
          aria-label=${aria}
          aria-invalid=${wrong ? 'true' : 'false'}
          .value=${live(Number.isFinite(row[name]) ? String(row[name]) : '')}
          @change=${(event: Event) =>
            editRow(row.path, { [name]: (event.target as HTMLInputElement).valueAsNumber })}
        />
      </td>`;
    return html`
      ${end('low', words.lowOf(label))} ${end('high', words.highOf(label))}
      <td class="log">
        <input
          type="checkbox"
          ?disabled=${!(row.low > 0)}
          aria-label=${words.logOf(label)}
          .checked=${live(row.log)}
          @change=${(event: Event) => editRow(row.path, { log: (event.target as HTMLInputElement).checked })}
        />
      </td>
    `;
  }

  private choices(row: ChoicesRow, label: string): TemplateResult {
    if (takesLists(row))
      return html`<td colspan="3">
        <input
          class="lists"
          type="text"
          inputmode="numeric"
          spellcheck="false"
          aria-label=${t().tune.listsOf(label)}
          .value=${live(row.options.map((option) => option.label()).join('; '))}
          @change=${(event: Event) =>
            editRow(row.path, { values: listsOf((event.target as HTMLInputElement).value) })}
        />
      </td>`;
    return html`<td colspan="3">
      <div class="choices" role="group" aria-label=${label}>
        ${row.options.map(
          (option, at) =>
            html`<label
              ><input
                type="checkbox"
                .checked=${live(row.chosen.includes(at))}
                @change=${(event: Event) => toggle(row, at, (event.target as HTMLInputElement).checked)}
              />${option.label()}</label
            >`,
        )}
      </div>
    </td>`;
  }
}

function toggle(row: ChoicesRow, at: number, on: boolean): void {
  const chosen = row.chosen.filter((other) => other !== at);
  editRow(row.path, { chosen: on ? [...chosen, at].sort((a, b) => a - b) : chosen });
}

/** What would be tried, for a row that is not ticked. */
function summaryOf(row: SpaceRow): string {
  const text =
    row.kind === 'range'
      ? t().form.between(formatNumber(row.low), formatNumber(row.high))
      : row.options.map((option) => option.label()).join(takesLists(row) ? t().semicolon : t().comma);
  return row.kind === 'range' && row.log ? `${text}${t().comma}${t().tune.log}` : text;
}

function rowHelp(row: SpaceRow): TemplateResult {
  return html`
    <h2>${row.label()}</h2>
    <p>${row.help()}</p>
    ${takesLists(row) ? html`<p>${t().tune.lists}</p>` : ''}
    <dl>
      <dt>JSON</dt>
      <dd class="mono">${row.path}</dd>
    </dl>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-space-table': SpaceTable;
  }
}
