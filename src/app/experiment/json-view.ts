import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ExperimentInput } from '../../lab/experiment';
import { parseJson } from '../../lab/json';
import { CfElement } from '../element';
import '../elements/notice';
import { say, t } from '../i18n';
import type { Issue } from '../form/issues';
import { draft, issuesOf, setDraft } from '../state/experiment';
import { controls } from '../styles';

/** The experiment as JSON, to edit, copy and paste. What is valid is taken over at once; errors stand below. */
@customElement('cf-json-view')
export class JsonView extends CfElement {
  /** What is being typed; null: the experiment as it stands. */
  @state() private typed: string | null = null;
  @state() private problem: unknown = undefined;
  @state() private found: readonly Issue[] = [];

  static override styles = [
    controls,
    css`
      :host {
        height: 100%;
        padding: 10px 12px;
        display: flex;
        flex-direction: column;
        gap: 8px;
      }
      textarea {
        flex: 1;
        width: 100%;
        min-height: 300px;
        resize: none;
        white-space: pre;
        tab-size: 2;
      }
      li {
        color: var(--danger);
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    return html`
      <textarea
        class="scroll"
        spellcheck="false"
        aria-label=${t().experiment.json}
        aria-invalid=${this.problem === undefined && this.found.length === 0 ? 'false' : 'true'}
        .value=${this.typed ?? JSON.stringify(draft.get(), null, 2)}
        @input=${(event: Event) => this.take((event.target as HTMLTextAreaElement).value)}
        @blur=${this.left}
      ></textarea>
      ${this.problem === undefined ? '' : html`<cf-notice kind="danger" .error=${this.problem}></cf-notice>`}
      <ul role="status">
        ${this.found.map((issue) => html`<li><b>${issue.path}</b> ${say(issue.text)}</li>`)}
      </ul>
    `;
  }

  /** Written out anew when the researcher leaves it valid. */
  private readonly left = () => {
    if (this.problem === undefined && this.found.length === 0) this.typed = null;
  };

  private take(text: string): void {
    this.typed = text;
    try {
      const value = parseJson(text);
      this.problem = undefined;
      this.found = issuesOf(value);
      if (this.found.length === 0) setDraft(value as ExperimentInput);
    } catch (error) {
      this.problem = error;
      this.found = [];
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-json-view': JsonView;
  }
}
