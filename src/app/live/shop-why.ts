import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PlaceExplanation, ShopItem } from '../../lab/live/api';
import { CfElement } from '../element';
import '../elements/notice';
import { say, t } from '../i18n';
import { formatCount, formatNumber, formatPercent } from '../i18n/format';
import { controls } from '../styles';
import { openedShop, visit } from './shop-state';
import { nameOf } from './shop-words';

/** Why an item stands where it does: who found it, what speaks for it, and what the stages did to it. */
@customElement('cf-shop-why')
export class ShopWhy extends CfElement {
  @property({ attribute: false }) item: ShopItem | null = null;
  @state() private why: PlaceExplanation | null = null;
  @state() private problem: unknown = undefined;
  private asked: unknown = null;
  private latest = 0;

  static override styles = [
    controls,
    css`
      h3 {
        margin-top: 12px;
      }
      p {
        color: var(--ink-2);
        margin-top: 6px;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 10px;
        padding: 4px 0;
        border-bottom: 1px solid var(--hairline);
      }
      li > span:first-child {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .small {
        color: var(--ink-3);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // The explanation follows the visit: what holds now may not have held before the last click.
    const now = visit.get();
    if (changed.has('item') || now !== this.asked) {
      this.asked = now;
      void this.load();
    }
  }

  private async load(): Promise<void> {
    const shop = openedShop.get()?.shop;
    if (!shop || !this.item) return;
    const mine = ++this.latest;
    try {
      const why = await shop.why(this.item.id);
      if (mine === this.latest) [this.why, this.problem] = [why, undefined];
    } catch (error) {
      if (mine === this.latest) this.problem = error;
    }
  }

  protected override render() {
    const words = t().shop;
    visit.get();
    if (!this.item) return '';
    const heading = html`<h2>${words.whyHeading(nameOf(this.item))}</h2>`;
    if (this.problem !== undefined) return html`${heading}<cf-notice .error=${this.problem}></cf-notice>`;
    const why = this.why;
    if (!why) return heading;
    return html`
      ${heading}
      <p>
        ${why.place === null ? words.notOnList : words.atPlace(formatCount(why.place))}
        ${words.ofShoppers(formatCount(why.shoppers))}
      </p>
      ${list(
        words.fromSources,
        why.sources.map((source) => (why.network ? found(source) : weighed(source))),
      )}
      ${
        why.network
          ? html`${list(
                t().ranking.shares,
                why.network.map(({ label, share }) =>
                  line(say(label), `${share > 0 ? '+' : ''}${formatNumber(share, 2)}`),
                ),
              )}
              <p class="small">${t().ranking.sharesHelp}</p>`
          : ''
      }
      ${list(
        words.fromHistory,
        why.history.map(({ item, share }) => line(nameOf(item), `+${formatNumber(share, 2)}`)),
      )}
      ${list(
        words.fromControls,
        why.controls.map(({ control, share }) =>
          line(words.controls[control].label, `${share > 0 ? '+' : ''}${formatNumber(share, 2)}`),
        ),
      )}
      ${list(
        words.wayThrough,
        why.way.map(({ stage, from, to, reason, because }) =>
          line(
            html`${words.stage[stage]}<br /><span class="small"
                >${say(reason)} ${because ? words.because(nameOf(because)) : ''}</span
              >`,
            words.place(from === null ? '–' : formatCount(from), to === null ? words.out : formatCount(to)),
          ),
        ),
      )}
    `;
  }
}

type Source = PlaceExplanation['sources'][number];

/** What a source adds to the weighted sum. */
function weighed({ label, rank, weight, share }: Source): TemplateResult {
  const part = t().shop.sourcePart(formatCount(rank), formatNumber(weight, 2), formatPercent(share, 2));
  return line(html`${say(label)}<br /><span class="small">${part}</span>`, formatNumber(weight * share, 3));
}

/** Where a source had it, when weights do not count. */
function found({ label, rank, share }: Source): TemplateResult {
  return line(say(label), t().ranking.sourcePlace(formatCount(rank), formatPercent(share, 2)));
}

function list(heading: string, lines: readonly TemplateResult[]): TemplateResult | string {
  if (lines.length === 0) return '';
  return html`<h3>${heading}</h3>
    <ul>
      ${lines}
    </ul>`;
}

function line(what: TemplateResult | string, value: string): TemplateResult {
  return html`<li><span>${what}</span><span class="number">${value}</span></li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-why': ShopWhy;
  }
}
