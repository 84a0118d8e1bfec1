import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { CfElement } from '../element';
import { controls } from '../styles';
import './icon';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
}

let count = 0;

/** A button that opens a short list of actions. Arrow keys move, Escape closes. Fires `menu-choice` with the id. */
@customElement('cf-menu')
export class Menu extends CfElement {
  @property() label = '';
  /** Shown in place of the label, which then is the button's name. */
  @property() icon = '';
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  @query('button') private readonly trigger!: HTMLButtonElement;
  @query('[popover]') private readonly list!: HTMLElement;
  private readonly listId = `menu-${count++}`;

  static override styles = [
    controls,
    css`
      :host {
        display: inline-block;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 4px;
        border: 0;
        border-radius: 4px;
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      [role='menuitem'] {
        display: flex;
        width: 100%;
        justify-content: flex-start;
        border-color: transparent;
        padding: 0 12px;
      }
    `,
  ];

  protected override render() {
    return html`
      <button
        class="quiet"
        type="button"
        aria-haspopup="menu"
        aria-label=${this.label}
        title=${this.icon ? this.label : nothing}
        aria-controls=${this.listId}
        ?disabled=${this.disabled}
        @click=${this.open}
      >
        ${
          this.icon
            ? html`<cf-icon name=${this.icon}></cf-icon>`
            : html`${this.label}<cf-icon name="chevron"></cf-icon>`
        }
      </button>
      <div id=${this.listId} popover="auto" role="menu" aria-label=${this.label} @keydown=${this.keys}>
        ${this.items.map(
          (item) => html`
            <button type="button" role="menuitem" @click=${() => this.choose(item.id)}>${item.label}</button>
          `,
        )}
      </div>
    `;
  }

  private readonly open = () => {
    this.list.showPopover();
    const anchor = this.trigger.getBoundingClientRect();
    const size = this.list.getBoundingClientRect();
    const left = Math.max(8, Math.min(anchor.right - size.width, innerWidth - size.width - 8));
    const below = anchor.bottom + 4;
    const top = below + size.height > innerHeight - 8 ? anchor.top - size.height - 4 : below;
    Object.assign(this.list.style, { left: `${left}px`, top: `${top}px` });
    this.entries()[0]?.focus();
  };

  private entries(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  private readonly keys = (event: KeyboardEvent) => {
    const entries = this.entries();
    const at = entries.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      entries[(at + step + entries.length) % entries.length]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      this.list.hidePopover();
      this.trigger.focus();
    }
  };

  private choose(id: string): void {
    this.list.hidePopover();
    this.trigger.focus();
    this.dispatchEvent(new CustomEvent('menu-choice', { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-menu': Menu;
  }
}
