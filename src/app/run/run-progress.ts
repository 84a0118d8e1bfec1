import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CfElement } from '../element';
import { say, t } from '../i18n';
import { formatBytes, formatCompact, formatCount, formatDuration, formatPercent } from '../i18n/format';
import type { RunRecord } from '../../lab/record';
import { isOver, type ItemState, type Progress } from '../state/work';
import { controls } from '../styles';

/** Work whose progress can be told: a run, a replay, a study. */
export interface Progressing {
  readonly state: { get(): ItemState };
  readonly progress: { get(): Progress | null };
  readonly plan?: { get(): { readonly bytes: number; readonly budget: number } | null };
  /** Left out where the end is told elsewhere. */
  readonly record?: { get(): Pick<RunRecord, 'outcome' | 'timings' | 'environment'> | null };
}

/** Phase, share, rate and time left, with a hairline that fills. Told to screen readers by quarters. */
@customElement('cf-run-progress')
export class RunProgress extends CfElement {
  @property({ attribute: false }) run: Progressing | null = null;

  static override styles = [
    controls,
    css`
      .line {
        display: flex;
        gap: 14px;
        min-height: 20px;
        color: var(--ink-2);
        white-space: nowrap;
        overflow: hidden;
      }
      .state {
        font-weight: 600;
        color: var(--ink);
      }
      .failed {
        color: var(--danger);
      }
      progress {
        display: block;
        appearance: none;
        width: 100%;
        height: 3px;
        border: 0;
        margin-top: 5px;
        background: var(--hairline);
      }
      progress::-webkit-progress-bar {
        background: var(--hairline);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      .paused::-webkit-progress-value {
        background: var(--ink-3);
      }
    `,
  ];

  protected override render() {
    const run = this.run;
    if (!run) return '';
    const words = t().run;
    const state = run.state.get();
    const progress = run.progress.get();
    const share = progress && progress.total > 0 ? progress.step / progress.total : 0;
    const over = isOver(state);
    const record = run.record?.get() ?? null;
    const plan = run.plan?.get() ?? null;
    const headline =
      state === 'running' && progress
        ? say(progress.label)
        : state === 'done' && record?.outcome === 'stopped'
          ? words.states.stopped
          : words.states[state];
    return html`
      <div class="line">
        <span class="state ${state}">${headline}</span>
        ${
          over || !progress
            ? ''
            : html`
                ${
                  progress.total > 0
                    ? html`<span>${formatCount(progress.step)} / ${formatCount(progress.total)}</span>
                        <span>${formatPercent(share)}</span>`
                    : html`<span>${formatCount(progress.step)}</span>`
                }
                ${progress.rate === null ? '' : html`<span>${words.rate(formatCompact(progress.rate))}</span>`}
                ${progress.eta === null ? '' : html`<span>${words.left(formatDuration(progress.eta))}</span>`}
                ${plan ? html`<span>${words.plan(formatBytes(plan.bytes), formatBytes(plan.budget))}</span>` : ''}
              `
        }
        ${record ? html`<span>${words.took(formatDuration(totalSeconds(record.timings)))}</span>` : ''}
        ${record ? html`<span>${record.environment.adapter.name}</span>` : ''}
      </div>
      <progress
        class=${state}
        max="1"
        .value=${state === 'done' ? 1 : share}
        aria-label=${words.progress}
        ?hidden=${over}
      ></progress>
      <div class="visually-hidden" role="status">
        ${headline}${over || !progress ? '' : ` ${formatPercent(Math.floor(share * 4) / 4)}`}
      </div>
    `;
  }
}

function totalSeconds(timings: Readonly<Record<string, number>>): number {
  return Object.values(timings).reduce((sum, seconds) => sum + seconds, 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-run-progress': RunProgress;
  }
}
