import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import { controls } from '../styles';
import './replay-form';
import './replay-panel';

/** Models that learn as events come in: the stream on the left, how they fare on the right. */
@customElement('cf-live-place')
export class LivePlace extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 348px minmax(0, 1fr);
        height: 100%;
      }
      section {
        display: grid;
        min-height: 0;
        border-inline-end: 1px solid var(--hairline);
      }
      @media (max-width: 1100px) {
        :host {
          grid-template-columns: 330px minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override render() {
    return html`
      <section aria-label=${t().live.setup}><cf-replay-form></cf-replay-form></section>
      <cf-replay-panel></cf-replay-panel>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-live-place': LivePlace;
  }
}
