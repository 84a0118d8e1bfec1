import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Trial } from '../../lab/sweep/record';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { formatCount, formatDuration, formatMetric, formatPercent } from '../i18n/format';
import { experimentOf, useSettings, type SweepItem } from '../state/sweeps';
import { controls } from '../styles';
import { parameterName, parameterValue } from './parameter-words';
import { standings } from './standing';

/** A row costs some 0.2 ms to show, and a search may have a hundred thousand trials. */
const SHOWN = 100;

/** The trials from the best to the worst. Fires `trial-chosen` (detail: its number) where one is to be marked. */
@customElement('cf-trial-table')
export class TrialTable extends CfElement {
  @property({ attribute: false }) item: SweepItem | null = null;
  @property({ attribute: false }) marked: number | null = null;

  static override styles = [
    controls,
    css`
      .wrap {
        overflow: auto;
        max-height: 420px;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--surface);
      }
      tr.marked {
        background: var(--accent-soft);
      }
      .failed {
        color: var(--danger);
        white-space: normal;
        min-width: 160px;
      }
      button.quiet {
        min-height: 22px;
      }
      th,
      td {
        padding-block: 2px;
      }
    `,
  ];

  protected override render() {
    const item = this.item;
    const trials = item?.trials.get() ?? [];
    if (!item || trials.length === 0) return '';
    const words = t().tune;
    const ranked = standings(item.sweep, trials);
    const paths = Object.keys(item.sweep.space);
    const model = experimentOf(item).model.name;
    const partial = trials.some(({ effort }) => effort < 1);
    return html`
      <div>
        <h2>${words.table}</h2>
        <div class="wrap" tabindex="0" role="region" aria-label=${words.table}>
          <table>
            <thead>
              <tr>
                <th scope="col" class="number">${words.trial}</th>
                <th scope="col" class="number">${t().metric(item.sweep.metric ?? '')}</th>
                ${paths.map((path) => html`<th scope="col" class="number">${parameterName(model, path)}</th>`)}
                ${partial ? html`<th scope="col" class="number">${words.effort}</th>` : ''}
                <th scope="col" class="number">${words.seconds}</th>
                <th scope="col"><span class="visually-hidden">${words.use}</span></th>
              </tr>
            </thead>
            <tbody>
              ${ranked.slice(0, SHOWN).map((trial) => this.row(item, trial, paths, model, partial))}
            </tbody>
          </table>
        </div>
        ${
          ranked.length > SHOWN
            ? html`<p class="small quiet-text">
                ${words.tableNote(formatCount(SHOWN), formatCount(ranked.length))}
              </p>`
            : ''
        }
      </div>
    `;
  }

  private row(
    item: SweepItem,
    trial: Trial,
    paths: readonly string[],
    model: string,
    partial: boolean,
  ): TemplateResult {
    const words = t().tune;
    const number = formatCount(trial.number + 1);
    return html`
      <tr class=${trial.number === this.marked ? 'marked' : ''}>
        <td class="number">
          <button
            class="link"
            type="button"
            aria-pressed=${trial.number === this.marked}
            aria-label=${words.trialNumber(number)}
            @click=${() => this.dispatchEvent(new CustomEvent('trial-chosen', { detail: trial.number }))}
          >
            ${number}
          </button>
        </td>
        <td class=${trial.score === null ? 'failed' : 'number'}>
          ${
            trial.score === null
              ? `${words.failed}${trial.error ? `: ${say(trial.error)}` : ''}`
              : formatMetric(trial.score)
          }
        </td>
        ${paths.map(
          (path) => html`<td class="number">${parameterValue(model, path, trial.parameters[path])}</td>`,
        )}
        ${partial ? html`<td class="number">${formatPercent(trial.effort, 2)}</td>` : ''}
        <td class="number">${formatDuration(trial.seconds)}</td>
        <td class="number">
          <button
            class="quiet"
            type="button"
            aria-label=${words.useOf(number)}
            @click=${() => useSettings(item, trial.parameters)}
          >
            ${words.useShort}
          </button>
        </td>
      </tr>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-trial-table': TrialTable;
  }
}
