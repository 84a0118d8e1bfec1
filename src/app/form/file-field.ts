import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { CfElement } from '../element';
import { say, t, type Messages } from '../i18n';
import { keepFile } from '../state/data';
import { issueAt, setValue, valueAt } from '../state/experiment';
import { inspect } from '../state/inspector';
import { controls } from '../styles';
import { fieldHelp } from './field-help';

/** An empty name in these is a mistake rather than nothing. */
const REQUIRED: readonly string[] = ['split.testPath', 'evaluation.candidates.listPath'];

/** A field of the experiment that names a file beside the data: by its name, or by choosing it. Fires `field-change`. */
@customElement('cf-file-field')
export class FileField extends CfElement {
  @property() path: keyof Messages['fields'] = 'split.testPath';
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      .field {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 102px 74px 22px;
        align-items: center;
        column-gap: 8px;
        padding: 2px 0 2px 12px;
        min-height: 32px;
      }
      label {
        line-height: 1.25;
      }
      input {
        width: 100%;
      }
      button {
        padding: 0 4px;
      }
      .issue {
        grid-column: 1 / -1;
        color: var(--danger);
        font-size: var(--text-small);
      }
    `,
  ];

  protected override render() {
    const { path } = this;
    const words = t().fields[path];
    const value = valueAt(path);
    const issue = issueAt(path);
    return html`
      <div class="field" @focusin=${this.explainSelf}>
        <label for="name">${words.label}</label>
        <input
          id="name"
          type="text"
          spellcheck="false"
          aria-invalid=${issue ? 'true' : 'false'}
          .value=${live(typeof value === 'string' ? value : '')}
          @change=${(event: Event) => this.change((event.target as HTMLInputElement).value)}
        />
        <button type="button" @click=${() => this.chooser.click()}>${t().data.choose}</button>
        <input type="file" hidden tabindex="-1" aria-label=${words.label} @change=${this.chosen} />
        ${issue ? html`<p class="issue" role="alert">${say(issue.text)}</p>` : ''}
      </div>
    `;
  }

  private readonly chosen = () => {
    const file = this.chooser.files?.[0];
    this.chooser.value = '';
    if (file) this.change(keepFile(file));
  };

  private readonly explainSelf = () => {
    const { path } = this;
    inspect(`field ${path}`, () => {
      const { label, help } = t().fields[path];
      return fieldHelp({ path, label, help, formula: null, default: null, control: { kind: 'text' } });
    });
  };

  private change(name: string): void {
    const optional = !REQUIRED.includes(this.path);
    setValue(this.path, name === '' && optional ? undefined : name);
    this.dispatchEvent(new CustomEvent('field-change', { detail: name }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-file-field': FileField;
  }
}
