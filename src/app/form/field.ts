import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { CfElement } from '../element';
import '../elements/icon';
import { say, t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { inspect } from '../state/inspector';
import { controls } from '../styles';
import { fieldHelp } from './field-help';
import type { Issue } from './issues';
import { fromPosition, STEPS, toPosition } from './number-scale';
import { shownDefault } from './shown-default';
import type { Control, FieldView } from './view';

let count = 0;

/**
 * One field of the experiment: label, control, mark and way back where it differs from the default, error below.
 * Fires `field-change` with the new value (undefined: back to the default).
 */
@customElement('cf-field')
export class Field extends CfElement {
  /** Makes the view anew at each render, so that it follows the language. */
  @property({ attribute: false }) make: (() => FieldView) | null = null;
  @property({ attribute: false }) value: unknown = undefined;
  @property({ attribute: false }) issue: Issue | undefined = undefined;

  private readonly fieldId = `field-${count++}`;

  static override styles = [
    controls,
    css`
      .field {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 92px 84px 22px;
        align-items: center;
        column-gap: 8px;
        padding: 2px 0 2px 10px;
        border-inline-start: 2px solid transparent;
        min-height: 32px;
      }
      .field.changed {
        border-color: var(--accent);
      }
      label,
      .label {
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      .wide {
        grid-column: 2 / 4;
        width: 100%;
      }
      input[type='checkbox'] {
        justify-self: end;
        grid-column: 2 / 4;
        width: 16px;
        height: 16px;
      }
      .number-only {
        grid-column: 3;
        width: 100%;
      }
      .reset {
        padding: 0;
        width: 22px;
        min-height: 22px;
        --icon: 13px;
      }
      .issue {
        grid-column: 1 / -1;
        color: var(--danger);
        font-size: var(--text-small);
        padding: 2px 0 3px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const view = this.make?.();
    if (!view) return nothing;
    const changed = this.value !== undefined && JSON.stringify(this.value) !== JSON.stringify(view.default);
    return html`
      <div class="field ${changed ? 'changed' : ''}" @focusin=${() => this.explainSelf()}>
        <label for=${this.fieldId}>${view.label}</label>
        ${this.control(view, this.value === undefined ? view.default : this.value)}
        ${
          changed
            ? html`<button
                class="quiet reset"
                type="button"
                title=${t().form.reset(shownDefault(view))}
                aria-label=${`${view.label}: ${t().form.reset(shownDefault(view))}`}
                @click=${() => this.change(undefined)}
              >
                <cf-icon name="reset"></cf-icon>
              </button>`
            : nothing
        }
        ${
          this.issue
            ? html`<p class="issue" id="${this.fieldId}-issue" role="alert">${say(this.issue.text)}</p>`
            : nothing
        }
      </div>
    `;
  }

  private control({ control, label }: FieldView, value: unknown): TemplateResult {
    const invalid = this.issue ? 'true' : 'false';
    const describedBy = this.issue ? `${this.fieldId}-issue` : nothing;
    switch (control.kind) {
      case 'number':
        return this.numberControl(control, label, typeof value === 'number' ? value : null);
      case 'choice':
        return html`<select
          id=${this.fieldId}
          class="wide"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
          .value=${live(textOf(value))}
          @change=${(event: Event) => this.change((event.target as HTMLSelectElement).value || undefined)}
        >
          ${control.options.map(
            (option) =>
              html`<option value=${option.value} ?selected=${option.value === value}>
                ${option.label}
              </option>`,
          )}
        </select>`;
      case 'switch':
        return html`<input
          id=${this.fieldId}
          type="checkbox"
          aria-invalid=${invalid}
          .checked=${live(value === true)}
          @change=${(event: Event) => this.change((event.target as HTMLInputElement).checked)}
        />`;
      case 'integers':
        return html`<input
          id=${this.fieldId}
          class="wide"
          type="text"
          inputmode="numeric"
          spellcheck="false"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
          .value=${live(Array.isArray(value) ? value.join(', ') : textOf(value))}
          @change=${(event: Event) => this.change(integersOf((event.target as HTMLInputElement).value))}
        />`;
      case 'text':
        return html`<input
          id=${this.fieldId}
          class="wide"
          type="text"
          spellcheck="false"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
          .value=${live(typeof value === 'string' ? value : '')}
          @change=${(event: Event) => this.change((event.target as HTMLInputElement).value || undefined)}
        />`;
    }
  }

  private numberControl(
    control: Extract<Control, { kind: 'number' }>,
    label: string,
    value: number | null,
  ): TemplateResult {
    const { slide } = control;
    const number = html`<input
      id=${this.fieldId}
      class=${slide ? '' : 'number-only'}
      type="number"
      .step=${'any'}
      placeholder=${control.nullable ? t().form.none : nothing}
      aria-invalid=${this.issue ? 'true' : 'false'}
      aria-describedby=${this.issue ? `${this.fieldId}-issue` : nothing}
      .value=${live(value === null ? '' : String(value))}
      @change=${(event: Event) => {
        const { value: typed, valueAsNumber } = event.target as HTMLInputElement;
        this.change(typed === '' ? (control.nullable ? null : undefined) : valueAsNumber);
      }}
    />`;
    if (!slide) return number;
    return html`<input
        type="range"
        min="0"
        max=${STEPS}
        step="1"
        aria-label=${t().form.slider(label)}
        aria-valuetext=${value === null ? t().form.none : formatNumber(value)}
        .value=${live(String(toPosition(value ?? slide.low, slide)))}
        @input=${(event: Event) =>
          this.change(fromPosition((event.target as HTMLInputElement).valueAsNumber, slide, control.whole))}
      />${number}`;
  }

  private explainSelf(): void {
    const make = this.make;
    if (make) inspect(`field ${make().path}`, () => fieldHelp(make()));
  }

  private change(value: unknown): void {
    this.dispatchEvent(new CustomEvent('field-change', { detail: value }));
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** `64, 32` as numbers; what is no number stays text, so that the error can name it. */
function integersOf(text: string): unknown {
  const parts = text.split(/[\s,，、;]+/).filter(Boolean);
  const numbers = parts.map(Number);
  return numbers.every(Number.isFinite) ? numbers : text;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-field': Field;
  }
}
