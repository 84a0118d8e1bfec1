import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Questions } from '../../lab/api';
import { CfElement } from '../element';
import '../elements/tabs';
import { t } from '../i18n';
import type { RunItem } from '../state/run-item';
import { controls } from '../styles';
import './ask-neighbours';
import './ask-recommendations';
import './ask-similarities';
import { measureAmong } from './own-measure';

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
      cf-tabs {
        --tab-height: 28px;
        margin: 2px 0 8px;
      }
    `,
  ];

  protected override render() {
    const model = this.run?.handle.get();
    if (!model) return '';
    return html`
      <section aria-label=${t().ask.title}>
        <h2>${t().ask.title}</h2>
        <cf-tabs
          .label=${t().ask.title}
          .tabs=${QUESTIONS.map((id) => ({ id, label: t().ask[id] }))}
          .selected=${this.question}
          @tab-choice=${this.chosen}
        ></cf-tabs>
        <div role="tabpanel" aria-label=${t().ask[this.question]}>${this.panel(model)}</div>
      </section>
    `;
  }

  private readonly chosen = (event: CustomEvent<Question>) => {
    this.question = event.detail;
  };

  /** As the record has them, with all defaults, where there is one. */
  private get params(): Readonly<Record<string, unknown>> | undefined {
    return (this.run?.record.get()?.experiment ?? this.run?.experiment)?.model.params;
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
          .own=${measureAmong(this.params)}
        ></cf-ask-similarities>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-ask': Ask;
  }
}
