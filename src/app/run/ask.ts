import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CfElement } from '../element';
import { t } from '../i18n';
import type { RunItem } from '../state/run-item';
import { controls } from '../styles';
import './ask-neighbours';
import './ask-recommendations';

type Question = 'recommendations' | 'neighbours';

/** Questions to the fitted model: what it recommends to whom and why, and what it holds alike. */
@customElement('cf-ask')
export class Ask extends CfElement {
  @property({ attribute: false }) run: RunItem | null = null;
  @state() private question: Question = 'recommendations';

  static override styles = [
    controls,
    css`
      section {
        border-top: 1px solid var(--hairline);
        padding-top: 12px;
      }
      [role='tablist'] {
        display: flex;
        gap: 18px;
        margin: 2px 0 8px;
      }
      [role='tab'] {
        border: 0;
        border-radius: 0;
        padding: 0;
        background: none;
        color: var(--ink-2);
        border-bottom: 2px solid transparent;
      }
      [role='tab'][aria-selected='true'] {
        color: var(--ink);
        font-weight: 600;
        border-color: var(--accent);
      }
    `,
  ];

  protected override render() {
    const model = this.run?.handle.get();
    if (!model) return '';
    return html`
      <section aria-label=${t().ask.title}>
        <h2>${t().ask.title}</h2>
        <div role="tablist" aria-label=${t().ask.title} @keydown=${this.keys}>
          ${this.tab('recommendations')} ${this.tab('neighbours')}
        </div>
        <div role="tabpanel" aria-label=${t().ask[this.question]}>
          ${
            this.question === 'recommendations'
              ? html`<cf-ask-recommendations .model=${model}></cf-ask-recommendations>`
              : html`<cf-ask-neighbours .model=${model}></cf-ask-neighbours>`
          }
        </div>
      </section>
    `;
  }

  private tab(question: Question): TemplateResult {
    const selected = this.question === question;
    return html`<button
      type="button"
      role="tab"
      aria-selected=${selected}
      tabindex=${selected ? 0 : -1}
      @click=${() => (this.question = question)}
    >
      ${t().ask[question]}
    </button>`;
  }

  private readonly keys = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    this.question = this.question === 'neighbours' ? 'recommendations' : 'neighbours';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-ask': Ask;
  }
}
