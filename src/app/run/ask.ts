import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Questions } from '../../lab/api';
import type { MeasureChoice } from '../../models/knn-parameters';
import { CfElement } from '../element';
import { t } from '../i18n';
import type { RunItem } from '../state/run-item';
import { controls } from '../styles';
import './ask-neighbours';
import './ask-recommendations';
import './ask-similarities';

const QUESTIONS = ['recommendations', 'neighbours', 'similarities'] as const;
type Question = (typeof QUESTIONS)[number];

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
          ${QUESTIONS.map((question) => this.tab(question))}
        </div>
        <div role="tabpanel" aria-label=${t().ask[this.question]}>${this.panel(model)}</div>
      </section>
    `;
  }

  private panel(model: Questions): TemplateResult {
    switch (this.question) {
      case 'recommendations':
        return html`<cf-ask-recommendations .model=${model}></cf-ask-recommendations>`;
      case 'neighbours':
        return html`<cf-ask-neighbours .model=${model}></cf-ask-neighbours>`;
      case 'similarities':
        return html`<cf-ask-similarities
          .model=${model}
          .own=${measureOf(this.run!.experiment.model.params)}
        ></cf-ask-similarities>`;
    }
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
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const at = QUESTIONS.indexOf(this.question) + step;
    this.question = QUESTIONS[(at + QUESTIONS.length) % QUESTIONS.length]!;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
    );
  };
}

/** The measure among a model's parameters; null where it has none. */
function measureOf(params: Readonly<Record<string, unknown>> | undefined): MeasureChoice | null {
  const { similarity, shrinkage, minSupport } = (params ?? {}) as MeasureChoice;
  if (!similarity) return null;
  return {
    similarity,
    ...(shrinkage === undefined ? {} : { shrinkage }),
    ...(minSupport === undefined ? {} : { minSupport }),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-ask': Ask;
  }
}
