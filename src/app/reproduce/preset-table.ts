import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Figure, Preset } from '../../lab/presets/preset';
import type { JudgedFigure } from '../../lab/presets/verdict';
import { CfElement } from '../element';
import '../elements/icon';
import { describeError } from '../errors';
import { takeExperiment } from '../experiment/experiment-file';
import { say, t } from '../i18n';
import { formatMetric, formatPercent } from '../i18n/format';
import { metricHelp } from '../metrics/metric-help';
import { files } from '../state/data';
import { explain, inspect } from '../state/inspector';
import { currentLab } from '../state/lab';
import { go } from '../state/navigation';
import { isOver } from '../state/work';
import {
  isComplete,
  presetFiles,
  reproductions,
  startPresets,
  takePresetFiles,
  type ReproductionItem,
} from '../state/reproductions';
import { controls } from '../styles';

/** One table of the literature: its source, the files it needs, and a row a model with a line a figure. */
@customElement('cf-preset-table')
export class PresetTable extends CfElement {
  @property({ attribute: false }) rows: readonly Preset[] = [];
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      section {
        padding-top: 6px;
      }
      .head {
        display: flex;
        gap: 4px 14px;
        align-items: baseline;
        flex-wrap: wrap;
      }
      .files {
        color: var(--caution);
      }
      .source {
        color: var(--ink-3);
        font-size: var(--text-small);
        max-width: 100ch;
      }
      .wrap {
        overflow-x: auto;
      }
      /* The same columns in every table of the place. */
      thead th:nth-child(1) {
        width: 23%;
      }
      thead th:nth-child(2) {
        width: 17%;
      }
      thead th:nth-child(n + 3) {
        width: 9.5%;
      }
      thead th:last-child {
        width: auto;
      }
      th[scope='row'] {
        white-space: normal;
        color: var(--ink);
        font-size: var(--text);
        font-weight: 400;
        min-width: 150px;
      }
      td,
      th {
        vertical-align: top;
        padding-block: 3px;
      }
      tr.more td:not([rowspan]) {
        border-bottom: 0;
      }
      td[rowspan] {
        white-space: nowrap;
        text-align: end;
      }
      .ours {
        font-weight: 650;
      }
      .reproduced {
        color: var(--good);
      }
      .better {
        color: var(--accent);
        font-weight: 600;
      }
      .worse,
      .failed {
        color: var(--danger);
      }
      .going {
        color: var(--ink-2);
      }
      button {
        min-height: 22px;
      }
      .metric {
        white-space: nowrap;
      }
    `,
  ];

  protected override render() {
    const [first] = this.rows;
    if (!first) return '';
    const words = t().reproduce;
    const title = say(first.table);
    const missing = first.files.filter((file) => !presetFiles.get().has(file));
    return html`
      <section aria-label=${title}>
        <div class="head">
          <h2>${title}</h2>
          ${
            missing.length === 0
              ? html`<span class="small quiet-text">${words.complete}</span>`
              : html`<span class="small files">${words.missing}</span>
                  <span class="mono">${missing.join(t().comma)}</span>
                  <button
                    class="link small"
                    type="button"
                    aria-label=${words.filesOf(title)}
                    @click=${() => this.chooser.click()}
                  >
                    ${words.files}
                  </button>`
          }
          <input type="file" hidden multiple aria-label=${words.filesOf(title)} @change=${this.chosen} />
        </div>
        <p class="source">${first.source}</p>
        <div class="wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">${words.row}</th>
                <th scope="col">${words.metric}</th>
                <th scope="col" class="number">${words.published}</th>
                <th scope="col" class="number">${words.recomputed}</th>
                <th scope="col" class="number">${words.ours}</th>
                <th scope="col" class="number">${words.difference}</th>
                <th scope="col">${words.verdict}</th>
                <th scope="col"><span class="visually-hidden">${words.run}</span></th>
              </tr>
            </thead>
            <tbody>
              ${this.rows.map((preset) => this.preset(preset))}
            </tbody>
          </table>
        </div>
      </section>
    `;
  }

  private readonly chosen = () => {
    takePresetFiles([...(this.chooser.files ?? [])], this.rows);
    this.chooser.value = '';
  };

  private preset(preset: Preset): TemplateResult[] {
    const item = reproductions.get().get(preset.name) ?? null;
    const judged = item?.record.get()?.figures ?? [];
    const count = preset.figures.length;
    return preset.figures.map((figure, at) => {
      const ours = judged.find(({ metric }) => metric === figure.metric) ?? null;
      return html`
        <tr class=${at < count - 1 ? 'more' : ''}>
          ${
            at === 0
              ? html`<th scope="row" rowspan=${count}>
                  <button
                    class="link"
                    type="button"
                    @click=${() => explain(`preset ${preset.name}`, () => presetHelp(preset))}
                  >
                    ${say(preset.title)}
                  </button>
                  ${preset.note ? html`<p class="small quiet-text">${say(preset.note)}</p>` : ''}
                </th>`
              : nothing
          }
          <td
            class="metric"
            @focusin=${() => inspect(`metric ${figure.metric}`, () => metricHelp(figure.metric))}
          >
            ${t().metric(figure.metric)}
          </td>
          ${figureCells(figure, ours)}
          ${at === 0 ? html`<td rowspan=${count}>${this.actions(preset, item)}</td>` : nothing}
        </tr>
      `;
    });
  }

  private actions(preset: Preset, item: ReproductionItem | null): TemplateResult {
    const words = t().reproduce;
    const title = say(preset.title);
    const state = item?.state.get();
    if (item && state && !isOver(state)) {
      const progress = item.progress.get();
      const share = progress && progress.total > 0 ? formatPercent(progress.step / progress.total, 2) : '';
      return html`<span class="going"
        >${state === 'running' && progress ? say(progress.label) : t().run.states[state]} ${share}</span
      >`;
    }
    const failure = item?.failure.get() ?? null;
    const ready = isComplete(preset) && currentLab() !== null;
    return html`
      ${failure === null ? '' : html`<div class="failed" role="alert">${describeError(failure).text}</div>`}
      <button
        class="quiet"
        type="button"
        ?disabled=${!ready}
        aria-label=${words.openOf(title)}
        @click=${() => void open(preset)}
      >
        ${words.open}
      </button>
      <button
        type="button"
        ?disabled=${!ready}
        aria-label=${state === 'done' ? words.againOf(title) : words.runOf(title)}
        @click=${() => startPresets([preset])}
      >
        ${state === 'done' ? words.again : words.run}
      </button>
    `;
  }
}

function figureCells(figure: Figure, ours: JudgedFigure | null): TemplateResult {
  const words = t().reproduce;
  const shown = (value: number | null) => (value === null ? '–' : formatMetric(value));
  return html`
    <td class="number">${shown(figure.published)}</td>
    <td class="number">${shown(figure.recomputed)}</td>
    <td class="number ours">${ours ? formatMetric(ours.ours) : ''}</td>
    <td class="number">${ours ? signed(ours.difference) : ''}</td>
    <td class=${ours?.verdict ?? ''}>${ours ? words.verdicts[ours.verdict] : ''}</td>
  `;
}

function signed(value: number | null): string {
  if (value === null) return '–';
  const text = formatMetric(Math.abs(value));
  // A difference that rounds to nothing has no sign.
  if (!/[1-9]/.test(text)) return text;
  return value < 0 ? `−${text}` : `+${text}`;
}

/** Takes the experiment of a preset into the form, and its files with it. */
async function open(preset: Preset): Promise<void> {
  const given = preset.files.flatMap((path) => {
    const file = presetFiles.get().get(path);
    return file ? [[path, file] as const] : [];
  });
  files.set(new Map([...files.get(), ...given]));
  go('experiment');
  await takeExperiment(preset.experiment);
}

function presetHelp(preset: Preset): TemplateResult {
  const words = t().reproduce;
  const { model } = preset.experiment;
  const tolerances = [...new Set(preset.figures.map(({ tolerance }) => tolerance))];
  return html`
    <h2>${say(preset.title)}</h2>
    <p>${say(preset.table)}</p>
    ${preset.note ? html`<p>${say(preset.note)}</p>` : ''}
    <dl>
      <dt>${words.source}</dt>
      <dd>${preset.source}</dd>
      <dt>${words.tolerance}</dt>
      <dd>± ${tolerances.join(t().comma)}</dd>
      <dt>JSON</dt>
      <dd class="mono">${preset.name}</dd>
      <dd class="mono">${model.name} ${JSON.stringify(model.params ?? {})}</dd>
    </dl>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-preset-table': PresetTable;
  }
}
