import { signal } from '@lit-labs/signals';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import { controls } from '../styles';
import './replay-form';
import './replay-panel';
import './shop-panel';
import { tabs } from './tabs';

const TABS = ['replay', 'shop'] as const;
const shown = signal<(typeof TABS)[number]>('replay');

/** Models that learn as events come in: from a data set replayed past them, or from a shopper in the page. */
@customElement('cf-live-place')
export class LivePlace extends CfElement {
  static override styles = [
    controls,
    tabs,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        height: 100%;
      }
      [role='tablist'] {
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
      <div role="tablist" aria-label=${words.tabList} @keydown=${this.keys}>
        ${TABS.map((name) => this.tab(name))}
      </div>
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

  private tab(name: (typeof TABS)[number]): TemplateResult {
    const selected = shown.get() === name;
    return html`<button
      type="button"
      role="tab"
      aria-selected=${selected}
      tabindex=${selected ? 0 : -1}
      @click=${() => shown.set(name)}
    >
      ${t().shop.tabs[name]}
    </button>`;
  }

  private readonly keys = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    shown.set(shown.get() === 'replay' ? 'shop' : 'replay');
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-live-place': LivePlace;
  }
}
