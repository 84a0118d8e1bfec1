import { css, html, type TemplateResult } from 'lit';
import { formatNumber } from '../i18n/format';

export const sliderStyles = css`
  .slider {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 8px;
    padding: 5px 0;
  }
  .slider input {
    grid-column: 1 / -1;
    width: 100%;
  }
  .slider .help {
    grid-column: 1 / -1;
  }
  .field {
    display: grid;
    gap: 3px;
    padding: 5px 0;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 5px 0;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
`;

/** A slider that acts at every step, its value beside its name and what it does below. */
export function slider(
  { label, help }: { readonly label: string; readonly help: string },
  value: number,
  low: number,
  high: number,
  change: (value: number) => void,
  format: (value: number) => string = (each) => formatNumber(each, 2),
): TemplateResult {
  return html`<label class="slider">
    <span>${label}</span>
    <span class="number">${format(value)}</span>
    <input
      type="range"
      min=${low}
      max=${high}
      step="0.05"
      .value=${String(value)}
      @input=${(event: Event) => change(Number((event.target as HTMLInputElement).value))}
    />
    ${help === '' ? '' : html`<span class="help">${help}</span>`}
  </label>`;
}
