import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { inspected, inspectorOpen } from '../state/inspector';
import { place } from '../state/navigation';
import { controls } from '../styles';

/** Explains what is selected; with nothing selected, the place in view. */
@customElement('cf-inspector')
export class Inspector extends CfElement {
  /** In a narrow window it waits beyond the edge until it is opened. */
  @property({ type: Boolean, reflect: true }) open = false;

  static override styles = [
    controls,
    css`
      :host {
        background: var(--ground);
      }
      aside {
        height: 100%;
        padding: 12px 16px 24px;
        position: relative;
      }
      .content > * + * {
        margin-top: 10px;
      }
      h2 {
        padding-inline-end: 28px;
      }
      .content p {
        color: var(--ink-2);
        max-width: 60ch;
      }
      .formula {
        padding: 8px 10px;
        background: var(--surface);
        border: 1px solid var(--hairline);
        font: var(--text-small) / 1.6 var(--font-mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        color: var(--ink) !important;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 12px;
      }
      dt {
        color: var(--ink-3);
        font-size: var(--text-small);
        padding-top: 1px;
      }
      dd {
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }
      .close {
        display: none;
        position: absolute;
        inset: 6px 6px auto auto;
      }
      @media (max-width: 1279px) {
        .close {
          display: inline-flex;
        }
      }
    `,
  ];

  protected override render() {
    const subject = inspected.get();
    return html`
      <aside class="scroll" tabindex="0" aria-label=${t().frame.inspector}>
        <button
          class="quiet close"
          type="button"
          aria-label=${t().frame.closeInspector}
          @click=${() => inspectorOpen.set(false)}
        >
          <cf-icon name="close"></cf-icon>
        </button>
        <div class="content">
          ${
            subject
              ? subject.view()
              : html`
                  <h2>${t().places[place.get()]}</h2>
                  ${t().placeHelp[place.get()].map((line) => html`<p>${line}</p>`)}
                `
          }
        </div>
      </aside>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-inspector': Inspector;
  }
}
