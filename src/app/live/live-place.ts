import { signal } from '@lit-labs/signals';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/tabs';
import { t } from '../i18n';
import { controls } from '../styles';
import './replay-form';
import './replay-panel';
import './shop-panel';

const TABS = ['replay', 'shop'] as const;
const shown = signal<(typeof TABS)[number]>('replay');

/** Models that learn as events come in: from a data set replayed past them, or from a shopper in the page. */
@customElement('cf-live-place')
export class LivePlace extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        height: 100%;
      }
      cf-tabs {
        padding: 0 14px;
        border-bottom: 1px solid var(--hairline);
      }
      .replay {
        display: grid;
        grid-template-columns: 348px minmax(0, 1fr);
        min-height: 0;
      }
      section {
        display: grid;
        min-height: 0;
        border-inline-end: 1px solid var(--hairline);
      }
      .shop {
        min-height: 0;
        min-width: 0;
      }
      @media (max-width: 1100px) {
        .replay {
          grid-template-columns: 330px minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override render() {
    const words = t().shop;
    return html`
      <cf-tabs
        .label=${words.tabList}
        .tabs=${TABS.map((id) => ({ id, label: words.tabs[id] }))}
        .selected=${shown.get()}
        @tab-choice=${(event: CustomEvent<(typeof TABS)[number]>) => shown.set(event.detail)}
      ></cf-tabs>
      ${
        shown.get() === 'replay'
          ? html`<div class="replay" role="tabpanel" aria-label=${words.tabs.replay}>
              <section aria-label=${t().live.setup}><cf-replay-form></cf-replay-form></section>
              <cf-replay-panel></cf-replay-panel>
            </div>`
          : html`<div class="shop" role="tabpanel" aria-label=${words.tabs.shop}>
              <cf-shop-panel></cf-shop-panel>
            </div>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-live-place': LivePlace;
  }
}
