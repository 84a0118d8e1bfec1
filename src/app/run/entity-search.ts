import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NamedEntity, Questions } from '../../lab/api';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { formatCount } from '../i18n/format';
import { controls } from '../styles';
import { titleOf } from './title';

let count = 0;

/** A search box over users or items (combobox with a list). Fires `entity-choice` with the entity. */
@customElement('cf-entity-search')
export class EntitySearch extends CfElement {
  @property({ attribute: false }) model: Pick<Questions, 'find'> | null = null;
  @property() axis: 'user' | 'item' = 'user';
  @property() label = '';

  @state() private found: readonly NamedEntity[] = [];
  @state() private at = -1;
  @state() private open = false;
  private latest = 0;
  private readonly listId = `entities-${count++}`;

  static override styles = [
    controls,
    css`
      :host {
        position: relative;
      }
      input {
        width: 100%;
        padding-inline-start: 26px !important;
      }
      cf-icon {
        position: absolute;
        inset: 7px auto auto 7px;
        color: var(--ink-3);
      }
      ul {
        position: absolute;
        z-index: 4;
        inset: calc(100% + 2px) 0 auto 0;
        max-height: 264px;
        overflow: auto;
        background: var(--surface);
        box-shadow: var(--shadow);
        border-radius: 4px;
        padding: 4px;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        padding: 3px 8px;
        cursor: pointer;
      }
      li span:first-child {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      li[aria-selected='true'] {
        background: var(--accent-soft);
      }
      .none {
        color: var(--ink-3);
        cursor: default;
      }
    `,
  ];

  protected override render() {
    return html`
      <cf-icon name="search"></cf-icon>
      <input
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-label=${this.label}
        aria-autocomplete="list"
        aria-expanded=${this.open}
        aria-controls=${this.listId}
        aria-activedescendant=${this.open && this.at >= 0 ? `${this.listId}-${this.at}` : ''}
        placeholder=${this.label}
        @input=${(event: Event) => void this.search((event.target as HTMLInputElement).value)}
        @focus=${(event: Event) => void this.search((event.target as HTMLInputElement).value)}
        @blur=${this.left}
        @keydown=${this.keys}
      />
      <ul id=${this.listId} role="listbox" aria-label=${this.label} ?hidden=${!this.open}>
        ${this.found.map(
          (entity, index) => html`
            <li
              id="${this.listId}-${index}"
              role="option"
              aria-selected=${index === this.at}
              @mousedown=${(event: Event) => {
                event.preventDefault();
                this.choose(entity);
              }}
            >
              <span>${titleOf(entity)}</span>
              <span class="quiet-text">${formatCount(entity.interactions)}</span>
            </li>
          `,
        )}
        ${this.found.length === 0 ? html`<li class="none" role="option" aria-selected="false">${t().ask.none}</li>` : ''}
      </ul>
    `;
  }

  private readonly left = () => {
    this.open = false;
  };

  private async search(words: string): Promise<void> {
    const mine = ++this.latest;
    const found = (await this.model?.find(this.axis, words, 20)) ?? [];
    // A later keystroke may have been answered first.
    if (mine !== this.latest) return;
    this.found = found;
    this.at = found.length > 0 && words ? 0 : -1;
    this.open = this.shadowRoot?.activeElement !== null;
  }

  private readonly keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && this.found.length > 0) {
      event.preventDefault();
      this.open = true;
      this.at = (this.at + step + this.found.length) % this.found.length;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter') {
      const entity = this.found[Math.max(0, this.at)];
      if (entity) this.choose(entity);
    } else if (event.key === 'Escape') {
      this.open = false;
    }
  };

  private choose(entity: NamedEntity): void {
    this.open = false;
    const input = this.renderRoot.querySelector('input');
    if (input) input.value = '';
    this.dispatchEvent(new CustomEvent('entity-choice', { detail: entity }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-entity-search': EntitySearch;
  }
}
