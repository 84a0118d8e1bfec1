import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MeasureName } from '../../compute/contracts/similarity';
import type { MeasureChoice } from '../../models/knn-parameters';
import { MEASURE_TEXTS } from '../../similarity/measure-texts';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { controls } from '../styles';
import { WITH_ALPHA, WITH_BETA } from './own-measure';

type Weighting = NonNullable<MeasureChoice['featureWeighting']>;

const WEIGHTINGS: readonly Weighting[] = ['none', 'tf-idf', 'bm25'];

/** A measure with what shapes it, its formula and where that is from. Fires `measure-change`. */
@customElement('cf-measure-picker')
export class MeasurePicker extends CfElement {
  @property() label = '';
  @property({ attribute: false }) measure: MeasureChoice = {};

  static override styles = [
    controls,
    css`
      .row label {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      input {
        width: 64px;
      }
      .formula {
        margin-top: 4px;
        font: var(--text-small) / 1.5 var(--font-mono);
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const words = t().ask;
    const chosen = this.measure.similarity ?? 'cosine';
    const { formula, source } = MEASURE_TEXTS[chosen];
    return html`
      <div class="row">
        <select aria-label=${this.label} @change=${this.chosen}>
          ${(Object.keys(MEASURE_TEXTS) as MeasureName[]).map(
            (name) =>
              html`<option value=${name} ?selected=${name === chosen}>
                ${say(MEASURE_TEXTS[name].label)}
              </option>`,
          )}
        </select>
        <label
          >λ
          <input
            type="number"
            min="0"
            .step=${'any'}
            aria-label="${this.label}: ${words.shrinkage}"
            .value=${String(this.measure.shrinkage ?? 0)}
            @change=${this.shrunk}
        /></label>
        <label
          >${words.leastSupport}
          <input
            type="number"
            min="1"
            step="1"
            aria-label="${this.label}: ${words.leastSupport}"
            .value=${String(this.measure.minSupport ?? 1)}
            @change=${this.supported}
        /></label>
        ${WITH_ALPHA.includes(chosen) ? this.weight('α', this.measure.alpha, this.alphaSet) : ''}
        ${WITH_BETA.includes(chosen) ? this.weight('β', this.measure.beta, this.betaSet) : ''}
        <select
          aria-label="${this.label}: ${words.weighting}"
          title=${words.weighting}
          @change=${this.weighted}
        >
          ${WEIGHTINGS.map(
            (name) =>
              html`<option value=${name} ?selected=${name === (this.measure.featureWeighting ?? 'none')}>
                ${words.weightings(name)}
              </option>`,
          )}
        </select>
      </div>
      <p class="formula">${formula} <span class="quiet-text">${source}</span></p>
    `;
  }

  /** A weight of the formula, from 0 to 1. */
  private weight(letter: string, value = 0.5, set: (event: Event) => void): TemplateResult {
    return html`<label
      >${letter}
      <input
        type="number"
        min="0"
        max="1"
        .step=${'any'}
        aria-label="${this.label}: ${letter}"
        .value=${String(value)}
        @change=${set}
    /></label>`;
  }

  private readonly chosen = (event: Event) =>
    this.tell({ similarity: (event.target as HTMLSelectElement).value as MeasureName });

  private readonly shrunk = (event: Event) => this.tell({ shrinkage: numberIn(event, 0) });

  private readonly supported = (event: Event) =>
    this.tell({ minSupport: Math.round(Math.max(1, numberIn(event, 1))) });

  private readonly alphaSet = (event: Event) => this.tell({ alpha: numberIn(event, 0.5, 1) });

  private readonly betaSet = (event: Event) => this.tell({ beta: numberIn(event, 0.5, 1) });

  private readonly weighted = (event: Event) =>
    this.tell({ featureWeighting: (event.target as HTMLSelectElement).value as Weighting });

  private tell(change: MeasureChoice): void {
    const detail: MeasureChoice = { ...this.measure, ...change };
    this.dispatchEvent(new CustomEvent('measure-change', { detail }));
  }
}

/** What stands in the field where it is a number from 0 to `most`, else `otherwise`, which is then put there. */
function numberIn(event: Event, otherwise: number, most = Infinity): number {
  const input = event.target as HTMLInputElement;
  const value = input.valueAsNumber;
  if (value >= 0 && value <= most) return value;
  input.value = String(otherwise);
  return otherwise;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-measure-picker': MeasurePicker;
  }
}
