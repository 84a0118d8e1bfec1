import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { describeError } from '../errors';
import { controls } from '../styles';
import './icon';

/** A warning, or an error where it arose: an icon, words, never colour alone. Slotted content holds the way out. */
@customElement('cf-notice')
export class Notice extends CfElement {
  @property() kind: 'caution' | 'danger' = 'caution';
  @property({ attribute: false }) error: unknown = undefined;
  /** What the error is about, where it names no file itself. */
  @property() subject: string | undefined = undefined;

  static override styles = [
    controls,
    css`
      .notice {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 8px;
        padding: 7px 10px;
        border-inline-start: 3px solid var(--caution);
        background: var(--caution-soft);
      }
      .danger {
        border-color: var(--danger);
        background: var(--danger-soft);
      }
      cf-icon {
        color: var(--caution);
        padding-top: 2px;
      }
      .danger cf-icon {
        color: var(--danger);
      }
      .place {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .words {
        overflow-wrap: anywhere;
        max-width: 90ch;
      }
      ::slotted(*) {
        margin-top: 6px;
      }
    `,
  ];

  protected override render() {
    const shown = this.error === undefined ? null : describeError(this.error, this.subject);
    return html`
      <div class="notice ${this.kind}" role=${this.kind === 'danger' ? 'alert' : 'note'}>
        <cf-icon name="warning"></cf-icon>
        <div class="words">
          ${shown?.place ? html`<div class="place">${shown.place}</div>` : ''}
          ${shown ? html`<div>${shown.text}</div>` : ''}
          <slot></slot>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-notice': Notice;
  }
}
