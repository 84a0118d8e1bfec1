import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { controls } from '../styles';
import { CHOSEN, details, openedShop, set, visit } from './shop-state';

/** Categories that are offered, the largest. */
const OFFERED = 12;

/** Asks a shopper of whom nothing is known what they like; gone with their first act, since that says more. */
@customElement('cf-shop-welcome')
export class ShopWelcome extends CfElement {
  static override styles = [
    controls,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        margin-bottom: 14px;
      }
      h2 {
        width: 100%;
      }
      button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent-strong);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const view = visit.get();
    const categories = openedShop.get()?.description.categories.slice(0, OFFERED) ?? [];
    const known = details.get();
    const isUnknown = known?.profile.interactions === 0 && known.log.length === 0;
    if (!view?.shopper.isNew || !isUnknown || categories.length === 0) return '';
    const words = t().shop;
    const { settings } = view;
    const { categories: chosen } = settings.controls;
    return html`<section aria-label=${words.welcome}>
      <h2>${words.welcome}</h2>
      ${categories.map(({ key, label }) => {
        const isChosen = (chosen[key] ?? 0) > 0;
        const turned = { ...chosen, [key]: isChosen ? 0 : CHOSEN };
        return html`<button
          type="button"
          aria-pressed=${isChosen}
          @click=${() => void set({ ...settings, controls: { ...settings.controls, categories: turned } })}
        >
          ${say(label)}
        </button>`;
      })}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-welcome': ShopWelcome;
  }
}
