import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { phaseLabels } from '../../lab/phases';
import type { RunRecord } from '../../lab/record';
import { pathText } from '../../similarity/neighbour-path';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { formatBytes, formatCount, formatDuration } from '../i18n/format';
import { controls } from '../styles';

/** Where the time went, what memory was taken, and what a reviewer needs to repeat the run. */
@customElement('cf-run-details')
export class RunDetails extends CfElement {
  @property({ attribute: false }) record: RunRecord | null = null;

  static override styles = [
    controls,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
        gap: 16px 32px;
        border-top: 1px solid var(--hairline);
        padding-top: 12px;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(90px, auto) minmax(0, 1fr);
        gap: 3px 14px;
        margin-top: 4px;
        font-size: var(--text-small);
      }
      dt {
        color: var(--ink-3);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .times dd {
        position: relative;
        z-index: 0;
        padding-inline-start: 4px;
      }
      .times dd::before {
        content: '';
        position: absolute;
        z-index: -1;
        inset: 1px auto 1px 0;
        width: calc(var(--share) * 100%);
        background: var(--sunken);
      }
    `,
  ];

  protected override render() {
    const record = this.record;
    if (!record) return '';
    const words = t().results;
    const { environment, memory, data } = record;
    const longest = Math.max(...Object.values(record.timings), 1e-9);
    return html`
      <div class="columns">
        <section>
          <h2>${words.timings}</h2>
          <dl class="times">
            ${Object.entries(record.timings).map(
              ([phase, seconds]) => html`
                <dt>${phaseName(phase)}</dt>
                <dd style="--share:${seconds / longest}">${formatDuration(seconds)}</dd>
              `,
            )}
          </dl>
        </section>
        <section>
          <h2>${words.memory}</h2>
          <dl>
            <dt>${words.peak}</dt>
            <dd>${formatBytes(memory.peakBytes)}</dd>
            ${
              memory.plannedBytes === null
                ? ''
                : html`
                    <dt>${words.planned}</dt>
                    <dd>${formatBytes(memory.plannedBytes)}</dd>
                  `
            }
            <dt>${words.budget}</dt>
            <dd>${formatBytes(memory.budgetBytes)}</dd>
          </dl>
        </section>
        <section>
          <h2>${words.repeat}</h2>
          <dl>
            <dt>${words.device}</dt>
            <dd>${environment.adapter.name}</dd>
            ${(record.neighboursBy ?? []).map(
              (path) => html`
                <dt>${words.neighboursBy}</dt>
                <dd>${say(pathText(path))}</dd>
              `,
            )}
            <dt>${words.seed}</dt>
            <dd>${String(record.experiment.seed)}</dd>
            <dt>${words.data}</dt>
            <dd>
              ${t().data.sourceName(data.name)},
              ${t().data.counts(formatCount(data.users), formatCount(data.items), formatCount(data.interactions))}
            </dd>
            <dt>SHA-256</dt>
            <dd class="mono">${data.sha256.slice(0, 16)}…</dd>
            <dt>${words.code}</dt>
            <dd class="mono">${environment.code}</dd>
          </dl>
        </section>
      </div>
    `;
  }
}

function phaseName(phase: string): string {
  const label = Object.entries(phaseLabels).find(([name]) => name === phase)?.[1];
  return label ? say(label) : phase;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-run-details': RunDetails;
  }
}
