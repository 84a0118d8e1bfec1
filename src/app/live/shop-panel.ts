import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/notice';
import '../elements/tabs';
import '../form/field';
import { t } from '../i18n';
import { numberView } from './replay-fields';
import { dataInUse } from '../state/data';
import { currentLab } from '../state/lab';
import { controls } from '../styles';
import './shop-assistant';
import './shop-bar';
import './shop-compare';
import './shop-front';
import './shop-ranking-offer';
import './shop-seen';
import {
  openedShop,
  openShop,
  shopFailure,
  shopOpening,
  shopWindow,
  side,
  SIDES,
  type Side,
} from './shop-state';
import './shop-steer';

const views: Readonly<Record<Side, () => TemplateResult>> = {
  seen: () => html`<cf-shop-seen></cf-shop-seen>`,
  steer: () => html`<cf-shop-steer></cf-shop-steer>`,
  assistant: () => html`<cf-shop-assistant></cf-shop-assistant>`,
  compare: () => html`<cf-shop-compare></cf-shop-compare>`,
};

/** A shop front, and beside it what happens behind it. */
@customElement('cf-shop-panel')
export class ShopPanel extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        height: 100%;
        min-height: 0;
      }
      .closed {
        display: grid;
        gap: 10px;
        justify-items: start;
        padding: 22px 24px;
      }
      .closed p {
        max-width: 68ch;
        color: var(--ink-2);
      }
      .closed cf-field {
        width: 380px;
        max-width: 100%;
        margin-inline-start: -12px;
      }
      .open {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 340px;
        height: 100%;
        min-height: 0;
      }
      .left {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        min-height: 0;
        min-width: 0;
        border-inline-end: 1px solid var(--hairline);
      }
      .side {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
        min-width: 0;
      }
      cf-tabs {
        padding: 0 14px;
        border-bottom: 1px solid var(--hairline);
      }
      .view {
        min-height: 0;
      }
      @media (max-width: 1100px) {
        .open {
          grid-template-columns: minmax(0, 1fr) 312px;
        }
      }
    `,
  ];

  protected override render() {
    return openedShop.get() ? this.opened() : this.closed();
  }

  private closed(): TemplateResult {
    const words = t().shop;
    const data = dataInUse.get();
    const failure = shopFailure.get();
    return html`
      <div class="closed">
        <h1>${words.intro}</h1>
        <p>${data ? words.introText(t().data.sourceName(data.summary.source.name)) : words.noData}</p>
        ${data ? this.windowField() : ''}
        <button
          class="primary"
          type="button"
          ?disabled=${!data || !currentLab() || shopOpening.get()}
          @click=${() => void openShop()}
        >
          ${words.open}
        </button>
        ${shopOpening.get() ? html`<p role="status">${words.opening}</p>` : ''}
        ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
      </div>
    `;
  }

  private windowField(): TemplateResult {
    const make = () => {
      const { windowLabel: label, windowHelp: help } = t().shop;
      return numberView('window', { label, help }, { default: null, min: 100, max: null, whole: true });
    };
    return html`<cf-field
      .make=${make}
      .value=${shopWindow.get() ?? undefined}
      @field-change=${(event: CustomEvent<number | null | undefined>) => shopWindow.set(event.detail ?? null)}
    ></cf-field>`;
  }

  private opened(): TemplateResult {
    const words = t().shop;
    const failure = shopFailure.get();
    const opened = openedShop.get()!;
    const moved = dataInUse.get() !== opened.data;
    return html`
      <div class="open">
        <div class="left">
          <cf-shop-bar></cf-shop-bar>
          <div>
            ${
              moved
                ? html`<cf-notice
                    ><div>
                      ${words.otherData(t().data.sourceName(opened.data.summary.source.name))}
                      <button
                        class="link"
                        type="button"
                        ?disabled=${shopOpening.get()}
                        @click=${() => void openShop()}
                      >
                        ${words.openAgain}
                      </button>
                    </div></cf-notice
                  >`
                : ''
            }
            ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
            <cf-shop-ranking-offer></cf-shop-ranking-offer>
          </div>
          <cf-shop-front></cf-shop-front>
        </div>
        <section class="side" aria-label=${words.side}>
          <cf-tabs
            .label=${words.side}
            .tabs=${SIDES.map((id) => ({ id, label: words.views[id] }))}
            .selected=${side.get()}
            @tab-choice=${(event: CustomEvent<Side>) => side.set(event.detail)}
          ></cf-tabs>
          <div class="view scroll" role="tabpanel" tabindex="0" aria-label=${words.views[side.get()]}>
            ${views[side.get()]()}
          </div>
        </section>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-panel': ShopPanel;
  }
}
