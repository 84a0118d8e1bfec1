import { css, html, type PropertyValues } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import { formatCount, formatMetric, formatWhen } from '../i18n/format';
import { controls } from '../styles';
import { findKept, followAndKeep, keptRankings, offerAnswered, useKept } from './ranking-kept';
import { rankingView } from './ranking-state';
import { details, openedShop } from './shop-state';

/**
 * Stands in the shop as long as it is open: looks up what is kept for its data, offers it, and follows what clicks teach
 * the network at work.
 */
@customElement('cf-shop-ranking-offer')
export class ShopRankingOffer extends CfElement {
  static override styles = [
    controls,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        align-items: baseline;
        padding: 7px 14px;
        border-bottom: 1px solid var(--hairline);
        background: var(--accent-soft);
      }
      p {
        margin: 0;
      }
    `,
  ];

  /** The shop that was looked up, and the visit's details that were followed. */
  private found: unknown = null;
  private followed: unknown = null;

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const opened = openedShop.get();
    if (opened && opened !== this.found) {
      this.found = opened;
      // A shop that is closed meanwhile has nothing to offer.
      findKept(opened).catch(() => undefined);
    }
    const told = details.get();
    // What is taken back can change a network that learns no more, or ranks no more.
    if (told === this.followed || !rankingView.get()?.view.learning) return;
    this.followed = told;
    void followAndKeep();
  }

  protected override render() {
    // What `updated` acts on.
    details.get();
    const shop = openedShop.get()?.shop;
    const seen = rankingView.get();
    const [kept] = keptRankings.get();
    const isFree = seen?.shop === shop && seen?.view.state === 'untrained';
    if (!kept || !isFree || offerAnswered.get()) return '';
    const words = t().ranking;
    const { trainedAt, cutoff, ndcg, weighted, lists } = kept;
    return html`<section aria-label=${words.kept}>
      <p role="status">
        ${words.keptOffer(formatWhen(trainedAt))}
        ${words.keptFigures(formatCount(cutoff), formatMetric(ndcg), formatMetric(weighted))}
        ${lists > 0 ? words.keptLearned(formatCount(lists)) : ''}
      </p>
      <button type="button" class="primary" @click=${() => void useKept(kept)}>${words.use}</button>
      <button type="button" class="link" @click=${() => offerAnswered.set(true)}>${words.later}</button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-ranking-offer': ShopRankingOffer;
  }
}
