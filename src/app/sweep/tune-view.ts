import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { bestOf } from '../../lab/sweep/best';
import type { Trial } from '../../lab/sweep/record';
import { downloadBlob } from '../charts/export';
import { CfElement } from '../element';
import '../elements/icon';
import '../elements/notice';
import '../experiment/section';
import { say, t } from '../i18n';
import { formatClock, formatCount, formatMetric } from '../i18n/format';
import { modelLabel } from '../metrics/model-label';
import '../run/run-controls';
import '../run/run-progress';
import '../run/run-results';
import { currentLab } from '../state/lab';
import { isOver } from '../state/work';
import {
  continueSweep,
  currentSweep,
  deleteSweep,
  experimentOf,
  shownSweep,
  sweepKeeper,
  sweeps,
  useSettings,
  type SweepItem,
} from '../state/sweeps';
import { controls } from '../styles';
import { parameterName, parameterValue } from './parameter-words';
import { goalOf } from './standing';
import './sweep-charts';
import './sweep-form';
import './trial-table';

/** A search from its space to the figures of its best setting. */
@customElement('cf-tune-view')
export class TuneView extends CfElement {
  @state() private marked: number | null = null;
  /** The trial whose settings went into the form last. */
  @state() private used: SweepItem | null = null;

  static override styles = [
    controls,
    css`
      :host {
        min-height: 0;
        min-width: 0;
      }
      .panel {
        height: 100%;
        padding: 0 18px 32px;
      }
      .panel > * + * {
        margin-top: 12px;
      }
      header {
        position: sticky;
        top: 0;
        z-index: 2;
        background: var(--surface);
        padding: 10px 0 6px;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 30px;
      }
      .title select {
        min-width: 0;
        flex: 0 1 320px;
      }
      h1 {
        flex: none;
        font-size: 14.5px;
      }
      .space {
        flex: 1;
      }
      .best {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 14px;
        align-items: baseline;
      }
      .best b {
        font-weight: 650;
      }
      .setting {
        color: var(--ink-2);
      }
      .empty {
        color: var(--ink-3);
        font-weight: 400;
      }
      .warnings {
        display: grid;
        gap: 4px;
        margin: 0;
      }
    `,
  ];

  protected override render() {
    const item = currentSweep.get();
    const failure = item?.failure.get() ?? null;
    const record = item?.record.get() ?? null;
    const warnings = record?.warnings ?? item?.warnings.get() ?? [];
    return html`
      <div class="panel scroll">
        <header>
          <div class="title">
            <h1 class=${item ? '' : 'empty'}>${item ? t().tune.title : t().tune.none}</h1>
            ${item ? this.chooser(item) : ''}
            <span class="space"></span>
            ${
              item?.state.get() === 'interrupted' && sweepKeeper.get() && currentLab()
                ? html`<button class="primary" type="button" @click=${() => void continueSweep(item)}>
                    <cf-icon name="run"></cf-icon>${t().run.goOn}
                  </button>`
                : ''
            }
            <cf-run-controls .run=${item}></cf-run-controls>
          </div>
          ${item ? html`<cf-run-progress .run=${progressing(item)}></cf-run-progress>` : ''}
        </header>
        <cf-section .heading=${t().tune.setup} ?open=${item === null}>
          <cf-sweep-form></cf-sweep-form>
        </cf-section>
        ${failure === null ? '' : html`<cf-notice kind="danger" .error=${failure}></cf-notice>`}
        ${item ? this.best(item) : ''}
        <cf-sweep-charts
          .item=${item}
          .marked=${this.marked}
          @trial-chosen=${(event: CustomEvent<number>) => this.mark(event.detail)}
        ></cf-sweep-charts>
        ${
          record?.test
            ? html`<div>
                <cf-run-results .record=${record.test}></cf-run-results>
                <p class="small quiet-text">${t().tune.testOnce}</p>
              </div>`
            : ''
        }
        <cf-trial-table
          .item=${item}
          .marked=${this.marked}
          @trial-chosen=${(event: CustomEvent<number>) => this.mark(event.detail)}
        ></cf-trial-table>
        ${item && item.trials.get().length > 0 ? saving(item) : ''}
        ${
          warnings.length === 0
            ? ''
            : html`<cf-notice
                ><ul class="warnings">
                  ${warnings.map((warning) => html`<li>${say(warning.text)}</li>`)}
                </ul></cf-notice
              >`
        }
      </div>
    `;
  }

  private mark(number: number): void {
    this.marked = this.marked === number ? null : number;
  }

  private chooser(item: SweepItem): TemplateResult {
    const words = t().tune;
    return html`
      <select
        aria-label=${words.which}
        @change=${(event: Event) => {
          shownSweep.set((event.target as HTMLSelectElement).value);
          this.marked = null;
        }}
      >
        ${sweeps
          .get()
          .map((each) => html`<option value=${each.id} ?selected=${each === item}>${nameOf(each)}</option>`)}
      </select>
      ${
        isOver(item.state.get())
          ? html`<button
              class="quiet"
              type="button"
              title=${words.delete}
              aria-label=${words.delete}
              @click=${() => deleteSweep(item)}
            >
              <cf-icon name="close"></cf-icon>
            </button>`
          : ''
      }
    `;
  }

  private best(item: SweepItem): TemplateResult | '' {
    const words = t().tune;
    const trials = item.trials.get();
    const best = bestOf(trials, { goal: goalOf(item.sweep) });
    if (!best || best.score === null) return '';
    const [score, number] = [formatMetric(best.score), formatCount(best.number + 1)];
    return html`
      <div class="best">
        <b>${isOver(item.state.get()) ? words.bestIs(score, number) : words.bestSoFar(score, number)}</b>
        <span class="setting">${settingOf(item, best)}</span>
        <button
          type="button"
          @click=${() => {
            useSettings(item, best.parameters);
            this.used = item;
          }}
        >
          ${words.use}
        </button>
        <span class="small quiet-text" role="status">${this.used === item ? words.used : ''}</span>
      </div>
    `;
  }
}

function nameOf(item: SweepItem): string {
  const { model } = experimentOf(item);
  return t().tune.named(
    modelLabel(model.name),
    t().metric(item.sweep.metric ?? ''),
    formatClock(item.startedAt.toISOString()),
  );
}

function settingOf(item: SweepItem, trial: Trial): string {
  const model = experimentOf(item).model.name;
  return Object.entries(trial.parameters)
    .map(([path, value]) => `${parameterName(model, path)} ${parameterValue(model, path, value)}`)
    .join(t().semicolon);
}

/** What the line of progress shows of a search: the work of all trials, and the device of the last fit. */
function progressing(item: SweepItem) {
  return {
    state: item.state,
    progress: item.progress,
    record: {
      get: () => {
        const record = item.record.get();
        if (!record?.test) return null;
        const trials = record.trials.reduce((sum, { seconds }) => sum + seconds, 0);
        return {
          outcome: record.outcome,
          timings: { trials, test: record.test.timings['total'] ?? 0 },
          environment: record.test.environment,
        };
      },
    },
  };
}

function saving(item: SweepItem): TemplateResult {
  const words = t().tune;
  return html`
    <div class="row" role="group" aria-label=${words.save}>
      <button type="button" @click=${() => void saveCsv(item)}>${words.csv}</button>
      <button type="button" @click=${() => saveJson(item)}>${words.json}</button>
    </div>
  `;
}

async function saveCsv(item: SweepItem): Promise<void> {
  const { trialsCsv } = await import('../../report/trials');
  downloadBlob(new Blob([trialsCsv(item.trials.get())], { type: 'text/csv' }), 'trials.csv');
}

/** The record of a finished search; of one that is not, what was searched and the trials so far. */
function saveJson(item: SweepItem): void {
  const content = item.record.get() ?? { sweep: item.sweep, trials: item.trials.get() };
  downloadBlob(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }), 'sweep.json');
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-tune-view': TuneView;
  }
}
