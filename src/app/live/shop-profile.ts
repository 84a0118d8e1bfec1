import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ProfileView } from '../../lab/live/api';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { formatCount, formatPercent } from '../i18n/format';
import { controls } from '../styles';
import { sideStyles } from './shop-side-styles';
import { details, detailsBefore } from './shop-state';
import { money } from './shop-words';

const SHOWN = 4;

/** What the shopper likes, as it moves: the bar is now, the mark is where it stood before the last act. */
@customElement('cf-shop-profile')
export class ShopProfile extends CfElement {
  static override styles = [
    controls,
    sideStyles,
    css`
      h3 {
        margin: 6px 0 2px;
      }
      li {
        padding: 2px 0;
      }
      .track {
        position: relative;
        height: 5px;
        background: var(--sunken);
      }
      .track .bar {
        height: 100%;
        margin: 0;
      }
      .mark {
        position: absolute;
        top: -2px;
        width: 2px;
        height: 9px;
        background: var(--ink-2);
      }
      .dot {
        position: absolute;
        top: -2px;
        width: 9px;
        height: 9px;
        margin-inline-start: -4px;
        border-radius: 50%;
        background: var(--accent);
      }
    `,
  ];

  protected override render() {
    const profile = details.get()?.profile;
    const words = t().shop;
    if (!profile || (profile.categories.length === 0 && profile.interactions === 0))
      return html`<p class="help">${words.profileEmpty}</p>`;
    const before = detailsBefore.get()?.profile ?? null;
    return html`
      <p class="help">${words.interactions(formatCount(profile.interactions))}</p>
      ${shares(words.categories, profile.categories, before?.categories)}
      ${shares(words.brands, profile.brands, before?.brands)} ${this.price(profile)}
    `;
  }

  private price({ price, priceStanding }: ProfileView): TemplateResult | string {
    if (price === null || priceStanding === null) return '';
    const words = t().shop;
    return html`
      <h3>${words.price}</h3>
      <div class="spread">
        <span class="help">${words.priceEnds}</span>
        <span class="number">${words.priceAt(money(price))}</span>
      </div>
      <div class="track"><div class="dot" style="left:${50 * (1 + priceStanding)}%"></div></div>
    `;
  }
}

function shares(
  heading: string,
  now: ProfileView['categories'],
  before: ProfileView['categories'] | undefined,
): TemplateResult | string {
  if (now.length === 0) return '';
  return html`
    <h3>${heading}</h3>
    <ul>
      ${now.slice(0, SHOWN).map(({ label, share }) => {
        const was = before?.find((each) => each.label.en === label.en)?.share;
        return html`<li>
          <div class="spread">
            <span class="wrap">${say(label)}</span><span class="number">${formatPercent(share, 2)}</span>
          </div>
          <div class="track">
            <div class="bar" style="width:${100 * share}%"></div>
            ${was === undefined ? '' : html`<div class="mark" style="left:${100 * was}%"></div>`}
          </div>
        </li>`;
      })}
    </ul>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-profile': ShopProfile;
  }
}
