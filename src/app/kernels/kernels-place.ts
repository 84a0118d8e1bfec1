import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { TunedChoice } from '../../compute/backend';
import type { Lab } from '../../lab/api';
import type { KernelReport } from '../../lab/kernel-choices';
import { CfElement } from '../element';
import '../elements/notice';
import { t } from '../i18n';
import { formatBytes, formatCount, formatNumber } from '../i18n/format';
import { labState } from '../state/lab';
import { controls } from '../styles';

/** What the device is, and how it computes what can be computed in several ways. */
@customElement('cf-kernels-place')
export class KernelsPlace extends CfElement {
  @state() private report: KernelReport | null = null;
  @state() private measuring = false;
  @state() private failure: unknown = undefined;

  static override styles = [
    controls,
    css`
      .panel {
        height: 100%;
        padding: 12px 18px 40px;
      }
      .panel > * + * {
        margin-top: 12px;
      }
      p {
        max-width: 90ch;
        color: var(--ink-2);
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 3px 16px;
      }
      dt {
        color: var(--ink-3);
      }
      td.chosen {
        color: var(--accent);
        font-weight: 600;
      }
    `,
  ];

  /** The lab that was asked: one that was opened since has another device. */
  private asked: Lab | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const current = labState.get();
    if (current.status !== 'ready' || current.lab === this.asked) return;
    this.asked = current.lab;
    void this.look();
  }

  private async look(measure = false): Promise<void> {
    const current = labState.get();
    if (current.status !== 'ready') return;
    this.measuring = measure;
    try {
      this.report = await (measure ? current.lab.measureKernels() : current.lab.kernels());
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.measuring = false;
    }
  }

  protected override render() {
    const words = t().kernels;
    return html`
      <div class="panel scroll" tabindex="0" role="region" aria-label=${t().places.kernels}>
        <h1>${t().places.kernels}</h1>
        <p>${words.intro}</p>
        ${this.failure === undefined ? '' : html`<cf-notice kind="danger" .error=${this.failure}></cf-notice>`}
        ${this.report ? this.device(this.report) : html`<p role="status">${t().device.opening}</p>`}
      </div>
    `;
  }

  private device(report: KernelReport): TemplateResult {
    const words = t().kernels;
    const { adapter, families, choices } = report;
    return html`
      <h2>${t().device.title}</h2>
      <dl>
        <dt>${t().device.adapter}</dt>
        <dd>${adapter.name}</dd>
        <dt>${words.kind}</dt>
        <dd>${t().device.kinds[adapter.kind]}</dd>
        ${
          adapter.features.length > 0
            ? html`<dt>${t().device.features}</dt>
                <dd>${adapter.features.join(t().comma)}</dd>`
            : ''
        }
        ${Object.entries(adapter.limits).map(
          ([name, value]) => html`
            <dt><code>${name}</code></dt>
            <dd>${/Size$/.test(name) && value > 65_536 ? formatBytes(value) : formatCount(value)}</dd>
          `,
        )}
      </dl>
      <h2>${words.variants}</h2>
      ${
        families.length === 0
          ? html`<p>${words.oneWay}</p>`
          : html`
              <p>${words.bits}</p>
              <div class="row">
                <button type="button" ?disabled=${this.measuring} @click=${() => void this.look(true)}>
                  ${Object.keys(choices).length === 0 ? words.measure : words.again}
                </button>
                <span class="small quiet-text" role="status">${this.measuring ? words.measuring : ''}</span>
              </div>
              ${
                Object.keys(choices).length === 0
                  ? html`<p>${words.none}</p>`
                  : families.map(({ name, variants }) => this.table(name, variants, choices))
              }
            `
      }
    `;
  }

  private table(
    family: string,
    variants: readonly string[],
    choices: KernelReport['choices'],
  ): TemplateResult {
    const words = t().kernels;
    const rows = Object.entries(choices).filter(([key]) => key.startsWith(`${family} `));
    return html`
      <table>
        <caption>
          ${words.caption(family)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.shape}</th>
            ${variants.map((variant) => html`<th scope="col" class="number">${words.variant(variant)}</th>`)}
            <th scope="col">${words.chosen}</th>
            <th scope="col" class="number">GFLOP/s</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([key, choice]) => html`
              <tr>
                <th scope="row">${key.slice(family.length + 1)}</th>
                ${variants.map((variant) => time(variant, choice))}
                <td>${words.variant(choice.variant)}</td>
                <td class="number">${rate(choice)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

function time(
  variant: string,
  { variant: chosen, milliseconds, otherBits = [] }: TunedChoice,
): TemplateResult {
  const taken = milliseconds[variant];
  const mark = otherBits.includes(variant) ? ` (${t().kernels.otherBits})` : '';
  return html`<td class="number ${variant === chosen ? 'chosen' : ''}">
    ${taken === undefined ? '–' : `${formatNumber(taken, 3)} ms${mark}`}
  </td>`;
}

function rate({ variant, milliseconds, flops }: TunedChoice): string {
  const taken = milliseconds[variant];
  return flops === undefined || taken === undefined ? '–' : formatNumber(flops / taken / 1e6, 3);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-kernels-place': KernelsPlace;
  }
}
