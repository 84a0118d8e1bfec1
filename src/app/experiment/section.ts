import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { controls } from '../styles';

/** A part of the form that folds; folded, it says in one line what is set. */
@customElement('cf-section')
export class Section extends CfElement {
  @property() heading = '';
  @property() summary = '';
  @property({ type: Boolean }) open = false;

  static override styles = [
    controls,
    css`
      details {
        border-bottom: 1px solid var(--hairline);
      }
      summary {
        display: flex;
        gap: 8px;
        align-items: baseline;
        padding: 9px 14px 9px 12px;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--ground);
      }
      summary::before {
        content: '';
        flex: none;
        width: 6px;
        height: 6px;
        border: solid var(--ink-3);
        border-width: 0 1.4px 1.4px 0;
        transform: rotate(-45deg) translate(-1px, -1px);
        transition: transform var(--quick);
      }
      details[open] > summary::before {
        transform: rotate(45deg) translate(-1px, -2px);
      }
      .heading {
        flex: none;
        font-weight: 600;
      }
      .summary {
        min-width: 0;
        margin-inline-start: auto;
        text-align: end;
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      .body {
        padding: 0 8px 10px 2px;
      }
    `,
  ];

  private readonly toggled = (event: Event) => {
    this.open = (event.target as HTMLDetailsElement).open;
  };

  protected override render() {
    return html`
      <details ?open=${this.open} @toggle=${this.toggled}>
        <summary>
          <span class="heading">${this.heading}</span><span class="summary">${this.summary}</span>
        </summary>
        <div class="body"><slot></slot></div>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-section': Section;
  }
}
