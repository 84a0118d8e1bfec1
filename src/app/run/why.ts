import { css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NamedEntity, NamedExplanation, Questions } from '../../lab/api';
import { CfElement } from '../element';
import '../elements/notice';
import { say, t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { controls } from '../styles';
import { titleOf } from './title';

const SHOWN = 12;
/** Features in common that are named; the rest matter less. */
const COMMON = 6;

/** Why an item is on a user's list: the parts that add up to its score. */
@customElement('cf-why')
export class Why extends CfElement {
  @property({ attribute: false }) model: Questions | null = null;
  @property({ attribute: false }) user: NamedEntity | null = null;
  @property({ attribute: false }) item: NamedEntity | null = null;

  @state() private explanation: NamedExplanation | null = null;
  @state() private problem: unknown = undefined;
  private latest = 0;

  static override styles = [
    controls,
    css`
      cf-notice {
        margin-top: 8px;
      }
      p {
        color: var(--ink-2);
        margin: 8px 0;
      }
      li {
        padding: 5px 0;
        border-bottom: 1px solid var(--hairline);
      }
      .line {
        display: flex;
        justify-content: space-between;
        gap: 10px;
      }
      .title {
        overflow-wrap: anywhere;
        min-width: 0;
      }
      .bar {
        height: 4px;
        margin-top: 3px;
        background: var(--accent);
      }
      .bar.negative {
        background: none;
        border: 1px solid var(--accent);
      }
      .small {
        color: var(--ink-3);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('user') || changed.has('item') || changed.has('model')) void this.load();
  }

  private async load(): Promise<void> {
    const { model, user, item } = this;
    if (!model || !user || !item) return;
    const mine = ++this.latest;
    this.explanation = null;
    this.problem = undefined;
    try {
      const explanation = await model.explain(user.id, item.id);
      if (mine === this.latest) this.explanation = explanation;
    } catch (error) {
      if (mine === this.latest) this.problem = error;
    }
  }

  protected override render() {
    const words = t().ask;
    if (!this.item || !this.user) return '';
    const heading = html`<h2>${words.whyItem(titleOf(this.item))}</h2>`;
    if (this.problem !== undefined) return html`${heading}<cf-notice .error=${this.problem}></cf-notice>`;
    const found = this.explanation;
    if (!found)
      return html`${heading}
        <p>${words.asking}</p>`;
    const parts = [...found.parts].sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
    const largest = Math.max(1e-12, ...parts.map((part) => Math.abs(part.share)));
    const rest = parts.slice(SHOWN).reduce((sum, part) => sum + part.share, 0);
    return html`
      ${heading}
      <p>
        ${words.scoreIs(titleOf(this.user), formatNumber(found.score))}
        ${found.base === 0 ? '' : words.startsFrom(formatNumber(found.base))}
      </p>
      <ul>
        ${parts.slice(0, SHOWN).map(
          (part) => html`
            <li>
              <div class="line">
                <span class="title">${titleOf(part.entity)}</span>
                <span class="number">${part.share >= 0 ? '+' : ''}${formatNumber(part.share)}</span>
              </div>
              <div
                class="bar ${part.share < 0 ? 'negative' : ''}"
                style="width:${(Math.abs(part.share) / largest) * 100}%"
              ></div>
              <div class="small">
                ${words.part(formatNumber(part.similarity), formatNumber(part.value))}
                ${part.common ? words.inCommon(part.common.slice(0, COMMON).map(say).join(' · ')) : ''}
              </div>
            </li>
          `,
        )}
        ${
          parts.length > SHOWN
            ? html`<li class="line">
                <span>${words.others(parts.length - SHOWN)}</span
                ><span class="number">${formatNumber(rest)}</span>
              </li>`
            : ''
        }
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-why': Why;
  }
}
