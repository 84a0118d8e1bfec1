import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import '../form/field';
import type { Control } from '../form/view';
import { t } from '../i18n';
import { canRun } from '../state/data';
import { experiment } from '../state/experiment';
import {
  measurable,
  METHODS,
  setSweep,
  sweepInput,
  sweepRows,
  sweepSettings,
  type Method,
  type SweepSettings,
} from '../state/sweep-draft';
import { startSweep } from '../state/sweeps';
import { controls } from '../styles';
import './space-table';
import { spaceReady } from './space';

const MOST_TRIALS = 100_000;

/** What is searched and how, for the model and data of the experiment at the left. */
@customElement('cf-sweep-form')
export class SweepForm extends CfElement {
  static override styles = [
    controls,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 264px), 1fr));
        gap: 0 12px;
        margin: 8px 0;
      }
      .start {
        display: flex;
        gap: 14px;
        align-items: center;
        padding: 4px 0 4px 12px;
      }
      .start p {
        color: var(--ink-2);
        font-size: var(--text-small);
        max-width: 76ch;
      }
      .wrong {
        color: var(--danger);
      }
      cf-space-table {
        padding-inline: 12px 8px;
      }
    `,
  ];

  protected override render() {
    const words = t().tune;
    const ready = sweepInput.get() !== null && canRun();
    const { method, trials, minutes, metric } = sweepSettings.get();
    const keys = measurable.get();
    return html`
      <cf-space-table></cf-space-table>
      <div class="fields">
        ${field('method', method, 'tpe', {
          kind: 'choice',
          options: METHODS.map((value) => ({ value, label: words.methods[value] })),
        })}
        ${field('metric', metric !== null && keys.includes(metric) ? metric : keys[0], keys[0], {
          kind: 'choice',
          options: keys.map((value) => ({ value, label: t().metric(value) })),
        })}
        ${field('trials', trials, 30, number(true, false, 1, MOST_TRIALS))}
        ${field('minutes', minutes, null, number(false, true, 0, null))}
      </div>
      <div class="start">
        <button class="primary" type="button" ?disabled=${!ready} @click=${begin}>
          <cf-icon name="search"></cf-icon>${words.start}
        </button>
        ${this.note()}
      </div>
    `;
  }

  private note(): TemplateResult {
    const words = t().tune;
    if (experiment.get() === null) return html`<p class="wrong" role="status">${words.notReady}</p>`;
    if (!spaceReady(sweepRows.get())) return html`<p class="wrong" role="status">${words.nothing}</p>`;
    return html`<p>${words.validationOnly}</p>`;
  }
}

function begin(): void {
  const input = sweepInput.get();
  if (input) startSweep(input);
}

function number(whole: boolean, nullable: boolean, min: number, max: number | null): Control {
  return { kind: 'number', whole, nullable, min, max, slide: null };
}

function field(name: keyof SweepSettings, value: unknown, usual: unknown, control: Control): TemplateResult {
  return html`<cf-field
    .make=${() => ({ path: name, ...t().tune.fields[name], formula: null, default: usual, control })}
    .value=${value}
    @field-change=${(event: CustomEvent<unknown>) => change(name, event.detail)}
  ></cf-field>`;
}

/** undefined: back to the default. What makes no sense as a number is taken as the default too. */
function change(name: keyof SweepSettings, value: unknown): void {
  switch (name) {
    case 'method':
      return setSweep({ method: (value as Method | undefined) ?? 'tpe' });
    case 'metric':
      return setSweep({ metric: (value as string | undefined) ?? null });
    case 'trials': {
      const trials = Math.round(Number(value ?? 30));
      return setSweep({ trials: trials >= 1 ? Math.min(MOST_TRIALS, trials) : 30 });
    }
    case 'minutes':
      return setSweep({ minutes: typeof value === 'number' && value > 0 ? value : null });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-sweep-form': SweepForm;
  }
}
