import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AssistantReply } from '../../lab/live/api';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { controls } from '../styles';
import { productPicture } from './product-picture';
import { sideStyles } from './shop-side-styles';
import { act, ask, focus, turns, type Turn } from './shop-state';
import { money, nameOf } from './shop-words';

type Answered = AssistantReply['items'][number];

/** A dialogue with the shop: sentences in English or Chinese, answered by search, baskets and history. */
@customElement('cf-shop-assistant')
export class ShopAssistant extends CfElement {
  static override styles = [
    controls,
    sideStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        height: 100%;
      }
      .talk {
        padding: 12px 14px;
        min-height: 0;
      }
      .turn {
        margin-bottom: 14px;
      }
      .said {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .said span {
        color: var(--ink-3);
        font-weight: 400;
      }
      .reply {
        margin: 4px 0 6px;
        color: var(--ink-2);
      }
      li {
        display: grid;
        grid-template-columns: 40px minmax(0, 1fr) auto;
        gap: 0 8px;
        align-items: center;
        padding: 5px 0;
        border-bottom: 1px solid var(--hairline);
      }
      li svg {
        width: 40px;
        height: 40px;
        background: var(--ground);
      }
      .reason {
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      form {
        display: grid;
        gap: 6px;
        padding: 10px 14px 12px;
        border-top: 1px solid var(--hairline);
      }
      form .line {
        display: flex;
        gap: 4px;
      }
      form input {
        flex: 1;
      }
      .examples {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const words = t().shop;
    const pointed = focus.get();
    return html`
      <div class="talk scroll" tabindex="0" role="log" aria-label=${words.assistant}>
        <p class="help">${words.assistantIntro}</p>
        ${turns.get().map((turn) => this.turn(turn))}
      </div>
      <form aria-label=${words.assistant} @submit=${submitted}>
        <div class="examples" role="group" aria-label=${words.examples}>
          ${words.suggestions.map(
            (sentence) =>
              html`<button class="link" type="button" @click=${() => void ask(sentence)}>
                ${sentence}
              </button>`,
          )}
        </div>
        ${pointed ? html`<p class="help">${words.thisMeans(nameOf(pointed))}</p>` : ''}
        <div class="line">
          <input
            type="text"
            name="sentence"
            autocomplete="off"
            aria-label=${words.askLabel}
            placeholder=${words.askLabel}
          />
          <button type="submit">${words.askButton}</button>
        </div>
      </form>
    `;
  }

  private turn({ sentence, reply }: Turn): TemplateResult {
    const words = t().shop;
    return html`<div class="turn">
      <p class="said"><span>${words.you}</span> ${sentence}</p>
      ${
        reply
          ? html`<p class="reply">${say(reply.text)}</p>
              <ul>
                ${reply.items.map((item) => this.answered(item))}
              </ul>`
          : ''
      }
    </div>`;
  }

  private answered(item: Answered): TemplateResult {
    const words = t().shop;
    const name = nameOf(item);
    return html`<li>
      ${productPicture(item)}
      <div class="wrap">
        <button
          class="link"
          type="button"
          aria-label=${words.look(name)}
          @click=${() => void act('view', item)}
        >
          ${name}
        </button>
        <div class="reason">
          ${item.price === null ? '' : html`<strong>${money(item.price)}</strong>`} ${say(item.reason)}
        </div>
      </div>
      <button
        type="button"
        aria-label=${words.addNamed(name)}
        ?disabled=${item.stock === 0}
        @click=${() => void act('cart', item)}
      >
        ${words.add}
      </button>
    </li>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const last = this.renderRoot.querySelector('.turn:last-child');
    last?.scrollIntoView({ block: 'start' });
  }
}

function submitted(event: SubmitEvent): void {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const sentence = new FormData(form).get('sentence');
  if (typeof sentence === 'string') void ask(sentence);
  form.reset();
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-shop-assistant': ShopAssistant;
  }
}
