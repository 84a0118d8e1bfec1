import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { NamedEntity } from '../../lab/api';
import type { PromotionTarget, Shop, ShopPromotion } from '../../lab/live/api';
import { CfElement } from '../element';
import '../elements/icon';
import { catalogues, say, t } from '../i18n';
import '../run/entity-search';
import { controls } from '../styles';
import { slider, sliderStyles } from './shop-slider';
import { sideStyles } from './shop-side-styles';
import { CHOSEN, openedShop, set, visit } from './shop-state';

/** Categories, brands and items that the shop raises, lowers or leaves out, found by their names. */
@customElement('cf-shop-promotions')
export class ShopPromotions extends CfElement {
  static override styles = [
    controls,
    sideStyles,
    sliderStyles,
    css`
      h3 {
        margin: 8px 0 2px;
      }
      cf-entity-search {
        margin-top: 6px;
      }
      .name {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        padding-top: 6px;
      }
      .slider {
        padding: 0;
      }
      li {
        padding-bottom: 4px;
        border-bottom: 1px solid var(--hairline);
      }
    `,
  ];

  protected override render() {
    const opened = openedShop.get();
    const settings = visit.get()?.settings;
    if (!opened || !settings) return '';
    const words = t().shop;
    const { promotions } = settings.rules;
    const directory = directoryOf(opened.shop);
    return html`
      <h3>${words.promote}</h3>
      <p class="help">${words.promoteHelp}</p>
      <cf-entity-search
        axis="item"
        .model=${directory}
        .label=${words.promoteFind}
        @entity-choice=${(event: CustomEvent<NamedEntity>) => {
          const target = directory.target(event.detail);
          if (target && !promotions.some((each) => isSame(each, target)))
            change([...promotions, chosen(target)]);
        }}
      ></cf-entity-search>
      <ul>
        ${promotions.map((promotion) => this.promotion(promotion, promotions))}
      </ul>
    `;
  }

  private promotion(promotion: ShopPromotion, all: readonly ShopPromotion[]): TemplateResult {
    const words = t().shop;
    const name = say(promotion.label);
    const replaced = (next: Partial<ShopPromotion>) =>
      change(all.map((each) => (isSame(each, promotion) ? { ...each, ...next } : each)));
    return html`
      <li>
        <div class="name">
          <span class="wrap">${name} <span class="help">${words.promotionKinds[promotion.of]}</span></span>
          <button
            class="quiet"
            type="button"
            aria-label=${words.promoteNoMore(name)}
            title=${words.promoteNoMore(name)}
            @click=${() => change(all.filter((each) => !isSame(each, promotion)))}
          >
            <cf-icon name="close"></cf-icon>
          </button>
        </div>
        ${
          promotion.isExcluded
            ? ''
            : slider({ label: words.promoteStrength, help: '' }, promotion.strength, -1, 1, (strength) =>
                replaced({ strength }),
              )
        }
        <label class="check">
          <input
            type="checkbox"
            .checked=${promotion.isExcluded}
            @change=${(event: Event) => replaced({ isExcluded: (event.target as HTMLInputElement).checked })}
          />
          ${words.leaveOut}
        </label>
      </li>
    `;
  }
}

function isSame(a: Pick<ShopPromotion, 'of' | 'key'>, b: Pick<ShopPromotion, 'of' | 'key'>): boolean {
  return a.of === b.of && a.key === b.key;
}

function chosen({ of, key, label }: PromotionTarget): ShopPromotion {
  return { of, key, label, strength: CHOSEN, isExcluded: false };
}

function change(promotions: readonly ShopPromotion[]): void {
  const settings = visit.get()?.settings;
  if (settings) void set({ ...settings, rules: { ...settings.rules, promotions } });
}

let latest: Directory | null = null;

/** The directory of the shop that is open. */
function directoryOf(shop: Shop): Directory {
  if (latest?.shop !== shop) latest = new Directory(shop);
  return latest;
}

/** What can be promoted, for a box that searches users or items. */
class Directory {
  #found = new Map<string, PromotionTarget>();

  constructor(readonly shop: Shop) {}

  async find(_axis: 'user' | 'item', words: string, count: number): Promise<readonly NamedEntity[]> {
    const targets = await this.shop.promotable(words, count);
    const entities = targets.map((target): NamedEntity => {
      const { of, key, label, size } = target;
      const kind = { en: catalogues.en.shop.promotionKinds[of], zh: catalogues.zh.shop.promotionKinds[of] };
      const title = { en: `${label.en} · ${kind.en}`, zh: `${label.zh} · ${kind.zh}` };
      return { id: `${of} ${key}`, title: of === 'item' ? label : title, interactions: size };
    });
    this.#found = new Map(entities.map(({ id }, at) => [id, targets[at]!]));
    return entities;
  }

  target({ id }: NamedEntity): PromotionTarget | undefined {
    return this.#found.get(id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-promotions': ShopPromotions;
  }
}
