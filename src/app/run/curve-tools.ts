import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatPercent } from '../i18n/format';
import { clip, logY, smoothing, xAxis } from '../state/chart-settings';
import { controls } from '../styles';

/** How courses are drawn: smoothing, axis, and whether runaways are left out. */
@customElement('cf-curve-tools')
export class CurveTools extends CfElement {
  @property({ type: Boolean }) comparing = false;

  static override styles = [
    controls,
    css`
      .row {
        gap: 4px 16px;
        font-size: var(--text-small);
        color: var(--ink-2);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      input[type='range'] {
        width: 90px;
      }
      output {
        min-width: 3.2ch;
      }
      select {
        --control: 24px;
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const words = t().chart;
    return html`
      <div class="row" role="group" aria-label=${words.tools}>
        <label>
          ${words.smoothing}
          <input
            type="range"
            min="0"
            max="0.98"
            step="0.02"
            .value=${String(smoothing.get())}
            @input=${(event: Event) => smoothing.set((event.target as HTMLInputElement).valueAsNumber)}
          />
          <output>${formatPercent(smoothing.get())}</output>
        </label>
        <label>
          <input
            type="checkbox"
            .checked=${logY.get()}
            @change=${(event: Event) => logY.set((event.target as HTMLInputElement).checked)}
          />${words.logY}
        </label>
        <label>
          ${words.along}
          <select
            @change=${(event: Event) =>
              xAxis.set((event.target as HTMLSelectElement).value === 'time' ? 'time' : 'epoch')}
          >
            <option value="epoch" ?selected=${xAxis.get() === 'epoch'}>${words.epoch}</option>
            <option value="time" ?selected=${xAxis.get() === 'time'}>${words.time}</option>
          </select>
        </label>
        ${
          this.comparing
            ? html`<label>
                <input
                  type="checkbox"
                  .checked=${clip.get()}
                  @change=${(event: Event) => clip.set((event.target as HTMLInputElement).checked)}
                />${words.clip}
              </label>`
            : ''
        }
        <span class="quiet-text">${words.zoom}</span>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-curve-tools': CurveTools;
  }
}
