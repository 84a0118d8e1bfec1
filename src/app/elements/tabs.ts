import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { controls } from '../styles';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

/**
 * A row of tabs; arrow keys move between them, as a tab list is expected to. Fires `tab-choice` with the id. What the
 * chosen tab shows stands beside it, as a `tabpanel` with the tab's label.
 */
@customElement('cf-tabs')
export class Tabs extends CfElement {
  /** What the tabs choose between, for those who do not see it. */
  @property() label = '';
  @property({ attribute: false }) tabs: readonly Tab[] = [];
  @property() selected = '';

  static override styles = [
    controls,
    css`
      [role='tablist'] {
        display: flex;
        gap: 18px;
      }
      [role='tab'] {
        min-height: var(--tab-height, 34px);
        border: 0;
        border-radius: 0;
        padding: 0;
        background: none;
        color: var(--ink-2);
        border-bottom: 2px solid transparent;
      }
      [role='tab']:hover:not(:disabled) {
        background: none;
        color: var(--ink);
      }
      [role='tab'][aria-selected='true'] {
        color: var(--ink);
        font-weight: 600;
        border-color: var(--accent);
      }
    `,
  ];

  protected override render() {
    return html`
      <div role="tablist" aria-label=${this.label} @keydown=${this.keys}>
        ${this.tabs.map(({ id, label }) => {
          const selected = id === this.selected;
          return html`<button
            type="button"
            role="tab"
            aria-selected=${selected}
            tabindex=${selected ? 0 : -1}
            @click=${() => this.choose(id)}
          >
            ${label}
          </button>`;
        })}
      </div>
    `;
  }

  private readonly keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = this.tabs.findIndex(({ id }) => id === this.selected);
    const next = (at + step + this.tabs.length) % this.tabs.length;
    this.choose(this.tabs[next]!.id);
    this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent<string>('tab-choice', { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-tabs': Tabs;
  }
}
