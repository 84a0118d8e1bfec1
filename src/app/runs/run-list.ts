import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CfElement } from '../element';
import '../elements/icon';
import { t } from '../i18n';
import { formatClock, formatMetric, formatPercent } from '../i18n/format';
import type { RunItem } from '../state/run-item';
import { isOver } from '../state/work';
import { baselineRun, chosenRuns, deleteRuns, runs, shownRun } from '../state/runs';
import { controls } from '../styles';

/** Every run of this session. The box chooses runs for comparison; the name shows one. */
@customElement('cf-run-list')
export class RunList extends CfElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .tools {
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 10px 12px 8px;
        border-bottom: 1px solid var(--hairline);
        min-height: 51px;
      }
      .tools span {
        flex: 1;
        color: var(--ink-2);
      }
      ol {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 2px 9px;
        align-items: center;
        padding: 7px 10px 7px 12px;
        border-bottom: 1px solid var(--hairline);
      }
      li.shown {
        background: var(--accent-soft);
      }
      .swatch {
        display: inline-block;
        width: 14px;
        height: 3px;
        vertical-align: middle;
        margin-inline-end: 6px;
      }
      .name {
        min-height: 20px;
        width: 100%;
        padding: 0;
        border: 0;
        background: none;
        justify-content: flex-start;
        text-align: start;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .name:hover {
        background: none !important;
        text-decoration: underline;
      }
      .facts {
        grid-column: 2 / -1;
        color: var(--ink-3);
        font-size: var(--text-small);
        display: flex;
        gap: 10px;
        flex-wrap: wrap;
      }
      .pin {
        padding: 0 4px;
        min-height: 22px;
      }
    `,
  ];

  protected override render() {
    const words = t().runs;
    const chosen = chosenRuns.get();
    return html`
      <div class="tools">
        <span>${words.chosen(chosen.size)}</span>
        <button type="button" ?disabled=${chosen.size === 0} @click=${() => deleteRuns(chosen)}>
          ${words.delete}
        </button>
      </div>
      <ol aria-label=${words.list} tabindex="0">
        ${[...runs.get()].reverse().map((run) => this.entry(run, chosen))}
      </ol>
    `;
  }

  private entry(run: RunItem, chosen: ReadonlySet<number>) {
    const words = t().runs;
    const name = run.experiment.name ?? '';
    const state = run.state.get();
    const record = run.record.get();
    const progress = run.progress.get();
    const pinned = baselineRun.get() === run.number;
    const [first] = record ? Object.entries(record.metrics) : [];
    return html`
      <li class=${shownRun.get() === run.number ? 'shown' : ''}>
        <input
          type="checkbox"
          aria-label=${words.choose(name)}
          .checked=${chosen.has(run.number)}
          @change=${(event: Event) => choose(run.number, (event.target as HTMLInputElement).checked)}
        />
        <button class="name" type="button" @click=${() => show(run.number)}>
          <span
            ><span class="swatch" style="background:var(--series-${(run.number % 10) + 1})"></span
            >${name}</span
          >
        </button>
        <button
          class="quiet pin"
          type="button"
          aria-pressed=${pinned}
          aria-label=${words.pin(name)}
          title=${words.pin(name)}
          @click=${() => baselineRun.set(pinned ? null : run.number)}
        >
          <cf-icon name="pin"></cf-icon>
        </button>
        <div class="facts">
          <span
            >${
              state === 'done' && record?.outcome === 'stopped'
                ? t().run.states.stopped
                : t().run.states[state]
            }${
              !isOver(state) && progress && progress.total > 0
                ? ` ${formatPercent(progress.step / progress.total)}`
                : ''
            }</span
          >
          ${first ? html`<span>${t().metric(first[0])} ${formatMetric(first[1])}</span>` : ''}
          <span>${formatClock(run.startedAt.toISOString())}</span>
        </div>
      </li>
    `;
  }
}

function choose(number: number, on: boolean): void {
  const next = new Set(chosenRuns.get());
  if (on) next.add(number);
  else next.delete(number);
  chosenRuns.set(next);
}

function show(number: number): void {
  shownRun.set(number);
  chosenRuns.set(new Set([number]));
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-run-list': RunList;
  }
}
